package dev.freshet.query.watch;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a watch pushed, by document, so that updates and retractions can be told. Holds the last
 * documents it was told of, up to a limit.
 */
final class Memory {
  /**
   * What was pushed of a document.
   *
   * @param version the version told last
   * @param passages identities of the passages' contents
   * @param expiresAt when the document is to go
   */
  record Pushed(Version version, Set<String> passages, Optional<Instant> expiresAt) {
    Pushed {
      passages = Set.copyOf(passages);
    }
  }

  private final int limit;
  private final LinkedHashMap<DocumentIdentity, Pushed> documents = new LinkedHashMap<>();

  Memory(int limit) {
    this.limit = limit;
  }

  Optional<Pushed> of(DocumentIdentity document) {
    return Optional.ofNullable(documents.get(document));
  }

  /** Remembers; gives the document that had to be forgotten for it. */
  Optional<DocumentIdentity> put(DocumentIdentity document, Pushed pushed) {
    documents.remove(document);
    documents.put(document, pushed);
    if (documents.size() <= limit) {
      return Optional.empty();
    }
    DocumentIdentity oldest = documents.firstEntry().getKey();
    documents.remove(oldest);
    return Optional.of(oldest);
  }

  void forget(DocumentIdentity document) {
    documents.remove(document);
  }

  Map<DocumentIdentity, Pushed> documents() {
    return documents;
  }
}

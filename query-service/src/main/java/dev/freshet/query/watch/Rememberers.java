package dev.freshet.query.watch;

import dev.freshet.common.document.DocumentIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which watches remember a document, and which documents' time will be over. */
final class Rememberers {
  private final Map<DocumentIdentity, Set<Standing>> byDocument = new HashMap<>();
  private final TreeMap<Instant, Set<DocumentIdentity>> expiries = new TreeMap<>();

  /** Those that remember a document; a copy. */
  List<Standing> of(DocumentIdentity document) {
    return List.copyOf(byDocument.getOrDefault(document, Set.of()));
  }

  /** Has a watch remember what was pushed of a document. */
  void remember(Standing watch, DocumentIdentity document, Memory.Pushed pushed) {
    watch.memory().put(document, pushed).ifPresent(oldest -> drop(watch, oldest));
    note(watch, document, pushed);
  }

  private void note(Standing watch, DocumentIdentity document, Memory.Pushed pushed) {
    byDocument.computeIfAbsent(document, _ -> new HashSet<>()).add(watch);
    pushed
        .expiresAt()
        .ifPresent(at -> expiries.computeIfAbsent(at, _ -> new HashSet<>()).add(document));
  }

  void forget(Standing watch, DocumentIdentity document) {
    watch.memory().forget(document);
    drop(watch, document);
  }

  private void drop(Standing watch, DocumentIdentity document) {
    Set<Standing> watches = byDocument.get(document);
    if (watches != null && watches.remove(watch) && watches.isEmpty()) {
      byDocument.remove(document);
    }
  }

  /** Takes a watch in with all it remembers. */
  void add(Standing watch) {
    watch.memory().documents().forEach((document, pushed) -> note(watch, document, pushed));
  }

  /** A watch is gone; what it remembers stays with it. */
  void remove(Standing watch) {
    watch.memory().documents().keySet().forEach(document -> drop(watch, document));
  }

  /** Documents some watch remembers that may have expired by now; each is given once. */
  List<DocumentIdentity> expired(Instant now) {
    List<DocumentIdentity> expired = new ArrayList<>();
    while (!expiries.isEmpty() && !expiries.firstKey().isAfter(now)) {
      expired.addAll(expiries.pollFirstEntry().getValue());
    }
    return expired;
  }
}

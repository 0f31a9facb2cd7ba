package dev.freshet.standalone.dataset;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import dev.freshet.standalone.process.StartRefused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Passages that queries and judgements refer to, until the documents themselves are read. */
final class References {
  private static final int MOST = 1_000_000;

  private final Map<Key, List<Reference>> byDocument = new HashMap<>();
  private int size;

  /**
   * One of them.
   *
   * @param version token of the version that was given
   * @param ordinal of the passage in it
   * @param vote as {@link Fragment#vote}
   */
  record Reference(
      Source source,
      String question,
      String version,
      int ordinal,
      int vote,
      String answer,
      String time) {}

  void add(DocumentIdentity identity, Reference reference) {
    if (++size > MOST) {
      throw new StartRefused(
          "queries refer to more than %d passages: give --since with a later time".formatted(MOST));
    }
    byDocument.computeIfAbsent(Heads.key(identity), _ -> new ArrayList<>()).add(reference);
  }

  /** Those of a document, which are not asked for again. */
  List<Reference> take(DocumentIdentity identity) {
    List<Reference> found = byDocument.remove(Heads.key(identity));
    return found == null ? List.of() : found;
  }

  /** How many were not asked for. */
  long left() {
    return byDocument.values().stream().mapToLong(List::size).sum();
  }
}

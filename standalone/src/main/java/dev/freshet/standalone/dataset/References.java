package dev.freshet.standalone.dataset;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import dev.freshet.standalone.process.StartRefused;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Passages that queries and judgements refer to, until the documents themselves are read. */
final class References {
  private static final int MOST = 1_000_000;

  /** Of the questions together: 200 MB at most. */
  private static final long MOST_CHARACTERS = 100_000_000;

  /** By document, each with how often it was met. */
  private final Map<Key, Map<Reference, Integer>> byDocument = new HashMap<>();

  private int size;
  private long characters;

  /**
   * One of them.
   *
   * @param version token of the version that was given
   * @param ordinal of the passage in it
   * @param vote as {@link Fragment#vote}
   * @param who as {@link Fragment#who}
   */
  record Reference(
      Source source,
      String question,
      String version,
      int ordinal,
      int vote,
      String answer,
      String time,
      String who) {
    private Reference times(int many) {
      // Nobody's votes add up: what one user says again counts once.
      return who.isEmpty()
          ? new Reference(source, question, version, ordinal, vote * many, answer, time, who)
          : this;
    }
  }

  /** Equal ones are kept as one. */
  void add(DocumentIdentity identity, Reference reference) {
    var known = byDocument.computeIfAbsent(Heads.key(identity), _ -> new LinkedHashMap<>());
    if (known.merge(reference, 1, Integer::sum) > 1) {
      return;
    }
    size++;
    characters += reference.question().length();
    if (size > MOST || characters > MOST_CHARACTERS) {
      throw new StartRefused(
          ("queries refer to more than %d passages, or have more than %d characters:"
                  + " give --since with a later time")
              .formatted(MOST, MOST_CHARACTERS));
    }
  }

  /** Those of a document, which are not asked for again. */
  List<Reference> take(DocumentIdentity identity) {
    Map<Reference, Integer> found = byDocument.remove(Heads.key(identity));
    return found == null
        ? List.of()
        : found.entrySet().stream().map(each -> each.getKey().times(each.getValue())).toList();
  }

  /** How many different ones were not asked for. */
  long left() {
    return byDocument.values().stream().mapToLong(Map::size).sum();
  }
}

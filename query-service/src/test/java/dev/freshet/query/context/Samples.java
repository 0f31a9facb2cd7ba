package dev.freshet.query.context;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.query.context.ContextRequest.Suspicious;
import dev.freshet.query.retrieval.Scored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Passages as a retriever gives them. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

  private static final double NOTHING_IS_THE_SAME = 2;

  private Samples() {}

  static FoundPassage passage(String id, int ordinal, String text) {
    return passage(
        id, 4, ordinal, List.of("Guide"), Metadata.NONE.withTitle("Title of " + id), text);
  }

  static FoundPassage passage(
      String id, long version, int ordinal, List<String> path, Metadata metadata, String text) {
    DocumentIdentity identity =
        new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId(id));
    Version of = new Version(new Position("documents", 0, version), NOW);
    return new FoundPassage(
        PassageKey.of(identity, of, ordinal),
        identity,
        of,
        metadata,
        new Passage("x", ordinal, path, Optional.empty(), text, 5),
        version);
  }

  /** In this order, best first. */
  static List<Scored> ranked(FoundPassage... passages) {
    return IntStream.range(0, passages.length)
        .mapToObj(
            i ->
                new Scored(
                    passages[i], 1.0 / (i + 1), OptionalDouble.empty(), OptionalDouble.empty()))
        .toList();
  }

  static List<Piece> pieces(FoundPassage... passages) {
    return new Sieve(Suspicious.FENCE, NOTHING_IS_THE_SAME).sift(ranked(passages)).pieces();
  }
}

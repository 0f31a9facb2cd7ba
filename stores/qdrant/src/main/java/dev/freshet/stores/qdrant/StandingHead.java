package dev.freshet.stores.qdrant;

import static io.qdrant.client.ConditionFactory.matchKeyword;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.store.Head;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A document's head as a point of its own.
 *
 * @param head what the port tells
 * @param input the position that brought it
 * @param metadata of that version; of a tombstone none
 * @param former the life that it took the place of; empty: there was none
 */
record StandingHead(Head head, Position input, Metadata metadata, Optional<Former> former) {

  /**
   * A life that is over.
   *
   * @param version of the document
   * @param passages how many it had
   * @param input the position that brought it
   */
  record Former(Version version, int passages, Position input) {}

  /** A head that took nobody's place. */
  StandingHead(Head head, Position input, Metadata metadata) {
    this(head, input, metadata, Optional.empty());
  }

  static PointId id(String key) {
    return Operations.named("head " + key);
  }

  /** This, over the one before. */
  StandingHead over(StandingHead before) {
    return new StandingHead(
        head.over(before.head(), before.input(), input.log()),
        input,
        metadata,
        Optional.of(new Former(before.head().version(), before.head().passages(), before.input())));
  }

  /** Ends the life that it took the place of: the same however often, and by whomever. */
  List<PointsUpdateOperation> endFormer(DocumentIdentity identity) {
    return former
        .filter(f -> f.passages() > 0)
        .map(f -> Operations.end(PassagePoints.ids(identity, f.version(), f.passages()), input))
        .map(List::of)
        .orElse(List.of());
  }

  /** Whether the record at this position brought it or the life that it took the place of. */
  boolean knows(Position other) {
    return input.equals(other) || former.filter(f -> f.input().equals(other)).isPresent();
  }

  /** Whether it is the same life in the same state, whatever else is said of it. */
  boolean is(StandingHead other) {
    return input.equals(other.input) && head.deleted() == other.head.deleted();
  }

  /** The tombstone that takes this one's place. */
  StandingHead expired() {
    return new StandingHead(
        new Head(head.version(), true, head.since(), 0, head.over()), input, Metadata.NONE, former);
  }

  /** Whether a change at this position is behind it already, so that it comes again. */
  boolean covers(Position other) {
    return input.log().equals(other.log()) && other.offset() <= input.offset();
  }

  /** The passages of this life. */
  List<PointId> passages(DocumentIdentity identity) {
    return PassagePoints.ids(identity, head.version(), head.passages());
  }

  /**
   * Writes it if the one that it is to take the place of still stands: of several processes that
   * would change a document at the same moment one succeeds, and a writer that lost its partition
   * and does not know it yet puts nothing back. Who succeeded is to be asked for afterwards.
   *
   * @param over empty: none may stand
   */
  PointsUpdateOperation write(DocumentIdentity identity, Optional<StandingHead> over) {
    return over.map(o -> Operations.write(id(identity.key()), payload(identity), only(o)))
        .orElseGet(() -> Operations.writeNew(id(identity.key()), payload(identity)));
  }

  private static Common.Filter only(StandingHead one) {
    return Common.Filter.newBuilder()
        .addMust(matchKeyword(PayloadFields.SINCE_IN, one.input().log().toString()))
        .addMust(Compared.exactly(PayloadFields.SINCE, one.input().offset()))
        .addMust(Compared.exactly(PayloadFields.DELETED, one.head().deleted() ? 1 : 0))
        .build();
  }

  private Payload payload(DocumentIdentity identity) {
    Payload payload = new Payload();
    PassagePoints.about(payload, head.version(), metadata);
    payload
        .put(PayloadFields.KIND, PayloadFields.HEAD)
        .put(PayloadFields.DOCUMENT, identity.key())
        .put(PayloadFields.SINCE, input.offset())
        .put(PayloadFields.SINCE_IN, input.log().toString())
        .put(PayloadFields.DELETED, head.deleted() ? 1 : 0)
        .put(PayloadFields.PASSAGES, head.passages())
        .put(PayloadFields.OVER, head.over().map(Position::token).orElse(""));
    former.ifPresent(
        f ->
            payload
                .put(PayloadFields.FORMER, f.version().position().token())
                .put(PayloadFields.FORMER_AT, f.version().publishedAt().toEpochMilli())
                .put(PayloadFields.FORMER_PASSAGES, f.passages())
                .put(PayloadFields.FORMER_SINCE, f.input().token()));
    if (head.deleted()) {
      payload.put(PayloadFields.BURIED, System.currentTimeMillis());
    }
    return payload;
  }

  static StandingHead read(Payload payload) {
    Position input =
        LogPartition.parse(payload.text(PayloadFields.SINCE_IN))
            .at(payload.requiredNumber(PayloadFields.SINCE));
    String over = payload.text(PayloadFields.OVER);
    Head head =
        new Head(
            PassagePoints.version(payload),
            payload.requiredNumber(PayloadFields.DELETED) == 1,
            input.offset(),
            Math.toIntExact(payload.requiredNumber(PayloadFields.PASSAGES)),
            over.isEmpty() ? Optional.empty() : Optional.of(Position.parse(over)));
    return new StandingHead(head, input, PassagePoints.metadata(payload), former(payload));
  }

  private static Optional<Former> former(Payload payload) {
    String position = payload.text(PayloadFields.FORMER);
    return position.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Former(
                new Version(
                    Position.parse(position),
                    Instant.ofEpochMilli(payload.requiredNumber(PayloadFields.FORMER_AT))),
                Math.toIntExact(payload.requiredNumber(PayloadFields.FORMER_PASSAGES)),
                Position.parse(payload.text(PayloadFields.FORMER_SINCE))));
  }

  static ExpiredDocument expired(Payload payload) {
    StandingHead standing = read(payload);
    return new ExpiredDocument(
        DocumentIdentity.parse(payload.text(PayloadFields.DOCUMENT)),
        standing.head().version(),
        standing.head().since(),
        standing.metadata());
  }
}

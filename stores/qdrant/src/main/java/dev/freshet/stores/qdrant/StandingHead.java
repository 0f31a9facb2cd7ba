package dev.freshet.stores.qdrant;

import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.ConditionFactory.matchKeyword;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.store.Head;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.util.List;
import java.util.Optional;

/**
 * A document's head as a point of its own.
 *
 * @param head what the port tells
 * @param input the position that brought it
 * @param metadata of that version; of a tombstone none
 */
record StandingHead(Head head, Position input, Metadata metadata) {

  static PointId id(String key) {
    return Operations.named("head " + key);
  }

  /** This, over the one before. */
  StandingHead over(StandingHead before) {
    return new StandingHead(head.over(before.head(), before.input(), input.log()), input, metadata);
  }

  /** The tombstone that takes this one's place. */
  StandingHead expired() {
    return new StandingHead(
        new Head(head.version(), true, head.since(), 0, head.over()), input, Metadata.NONE);
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
   * Writes it, unless a later one of the same input partition stands: a writer that lost its
   * partition and does not know it yet must not put back what its successor wrote.
   */
  PointsUpdateOperation write(DocumentIdentity identity) {
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
    if (head.deleted()) {
      payload.put(PayloadFields.BURIED, System.currentTimeMillis());
    }
    Common.Filter later =
        Common.Filter.newBuilder()
            .addMust(matchKeyword(PayloadFields.SINCE_IN, input.log().toString()))
            .addMust(Compared.above(PayloadFields.SINCE, input.offset()))
            .build();
    Common.Filter notLater = Common.Filter.newBuilder().addMustNot(filter(later)).build();
    return Operations.write(id(identity.key()), payload, notLater);
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
    return new StandingHead(head, input, PassagePoints.metadata(payload));
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

package dev.freshet.stores.qdrant;

import static io.qdrant.client.ConditionFactory.matchKeyword;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.store.ReadPoint;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far each input partition is applied, a point each: never back. */
final class Marks {
  private static final int AT_ONCE = 1000;

  private final QdrantServer server;
  private final Names names;

  Marks(QdrantServer server, Names names) {
    this.server = server;
    this.names = names;
  }

  /** What moves the marks on to here. */
  static List<PointsUpdateOperation> write(Map<LogPartition, Long> applied) {
    return applied.entrySet().stream().map(e -> write(e.getKey(), e.getValue())).toList();
  }

  private static PointsUpdateOperation write(LogPartition log, long offset) {
    Payload payload =
        new Payload()
            .put(PayloadFields.KIND, PayloadFields.MARK)
            .put(PayloadFields.SINCE_IN, log.toString())
            .put(PayloadFields.OFFSET, offset);
    Common.Filter behind =
        Common.Filter.newBuilder().addMust(Compared.below(PayloadFields.OFFSET, offset)).build();
    return Operations.write(Operations.named("mark " + log), payload, behind);
  }

  /** How far all writers have come. */
  ReadPoint read() {
    Map<LogPartition, Long> offsets = new HashMap<>();
    ScrollPoints.Builder next =
        ScrollPoints.newBuilder()
            .setCollectionName(names.heads())
            .setFilter(
                Common.Filter.newBuilder()
                    .addMust(matchKeyword(PayloadFields.KIND, PayloadFields.MARK)))
            .setWithPayload(WithPayloadSelectorFactory.enable(true))
            .setLimit(AT_ONCE);
    boolean more = true;
    while (more) {
      ScrollPoints asked = next.build();
      ScrollResponse page = server.ask("tell how far it is", client -> client.scrollAsync(asked));
      for (RetrievedPoint point : page.getResultList()) {
        Payload payload = new Payload(point.getPayloadMap());
        offsets.put(
            LogPartition.parse(payload.text(PayloadFields.SINCE_IN)),
            payload.requiredNumber(PayloadFields.OFFSET));
      }
      more = page.hasNextPageOffset();
      next.setOffset(page.getNextPageOffset());
    }
    return new ReadPoint(offsets);
  }
}

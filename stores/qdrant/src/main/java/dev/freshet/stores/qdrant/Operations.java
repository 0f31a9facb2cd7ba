package dev.freshet.stores.qdrant;

import static io.qdrant.client.ConditionFactory.hasId;

import dev.freshet.common.document.Position;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePoints;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import io.qdrant.client.grpc.Points.UpdateMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Changes as Qdrant's operations. */
final class Operations {
  private Operations() {}

  /** The id of a point that is known by a name. */
  static PointId named(String name) {
    return PointIdFactory.id(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes a point without vectors.
   *
   * @param over what one that stands must be like to be written over
   */
  static PointsUpdateOperation write(PointId id, Payload payload, Common.Filter over) {
    PointStruct point =
        PointStruct.newBuilder()
            .setId(id)
            .setVectors(VectorsFactory.namedVectors(Map.of()))
            .putAllPayload(payload.values())
            .build();
    return PointsUpdateOperation.newBuilder()
        .setUpsert(PointStructList.newBuilder().addPoints(point).setUpdateFilter(over))
        .build();
  }

  /**
   * Begins passages; one that is there already stays as it is, with its end if it has one: a replay
   * revives nothing.
   */
  static PointsUpdateOperation insert(List<PointStruct> points) {
    return PointsUpdateOperation.newBuilder()
        .setUpsert(
            PointStructList.newBuilder().addAllPoints(points).setUpdateMode(UpdateMode.InsertOnly))
        .build();
  }

  /**
   * Ends passages at a position. Asked for by a filter on their ids, for by the ids themselves
   * Qdrant refuses where one is gone: a kill may have come between their removal and the head's.
   */
  static PointsUpdateOperation end(List<PointId> ids, Position at) {
    Common.Filter those = Common.Filter.newBuilder().addMust(hasId(ids)).build();
    Payload end =
        new Payload()
            .put(PayloadFields.UNTIL, at.offset())
            .put(PayloadFields.UNTIL_IN, at.log().toString());
    return PointsUpdateOperation.newBuilder()
        .setSetPayload(
            SetPayload.newBuilder()
                .setPointsSelector(PointsSelector.newBuilder().setFilter(those))
                .putAllPayload(end.values()))
        .build();
  }

  /** Removes passages at once. */
  static PointsUpdateOperation delete(List<PointId> ids) {
    return PointsUpdateOperation.newBuilder()
        .setDeletePoints(DeletePoints.newBuilder().setPoints(these(ids)))
        .build();
  }

  private static PointsSelector these(List<PointId> ids) {
    return PointsSelector.newBuilder().setPoints(PointsIdsList.newBuilder().addAllIds(ids)).build();
  }
}

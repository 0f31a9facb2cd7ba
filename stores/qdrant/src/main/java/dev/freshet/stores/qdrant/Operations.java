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
    return PointsUpdateOperation.newBuilder()
        .setUpsert(PointStructList.newBuilder().addPoints(plain(id, payload)).setUpdateFilter(over))
        .build();
  }

  /** Writes a point without vectors if there is none of that id. */
  static PointsUpdateOperation writeNew(PointId id, Payload payload) {
    return insert(List.of(plain(id, payload)));
  }

  private static PointStruct plain(PointId id, Payload payload) {
    return PointStruct.newBuilder()
        .setId(id)
        .setVectors(VectorsFactory.namedVectors(Map.of()))
        .putAllPayload(payload.values())
        .build();
  }

  /**
   * Begins points; one that is there already stays as it is, with its end if it has one: a replay
   * revives nothing.
   */
  static PointsUpdateOperation insert(List<PointStruct> points) {
    return PointsUpdateOperation.newBuilder()
        .setUpsert(
            PointStructList.newBuilder().addAllPoints(points).setUpdateMode(UpdateMode.InsertOnly))
        .build();
  }

  /** Writes points, whatever stands in their places. */
  static PointsUpdateOperation overwrite(List<PointStruct> points) {
    return PointsUpdateOperation.newBuilder()
        .setUpsert(PointStructList.newBuilder().addAllPoints(points))
        .build();
  }

  /**
   * Ends passages at a position. Asked for by a filter on their ids, for by the ids themselves
   * Qdrant refuses where one is gone: a kill may have come between their removal and the head's.
   */
  static PointsUpdateOperation end(List<PointId> ids, Position at) {
    return set(
        ids,
        new Payload()
            .put(PayloadFields.UNTIL, at.offset())
            .put(PayloadFields.UNTIL_IN, at.log().toString()));
  }

  private static PointsUpdateOperation set(List<PointId> ids, Payload payload) {
    Common.Filter those = Common.Filter.newBuilder().addMust(hasId(ids)).build();
    return PointsUpdateOperation.newBuilder()
        .setSetPayload(
            SetPayload.newBuilder()
                .setPointsSelector(PointsSelector.newBuilder().setFilter(those))
                .putAllPayload(payload.values()))
        .build();
  }

  /** Notes with a life's first passage over which other life it began. */
  static PointsUpdateOperation over(PointId first, Position over) {
    return set(List.of(first), new Payload().put(PayloadFields.OVER, over.token()));
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

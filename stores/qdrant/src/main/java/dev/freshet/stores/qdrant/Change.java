package dev.freshet.stores.qdrant;

import dev.freshet.common.document.DocumentIdentity;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of one document in one step, in three parts, each after the other for all documents
 * that are sent together.
 *
 * @param identity which document
 * @param before what is done to passages first: the new ones begin, which nobody sees yet; those
 *     whose time is over go; those end of which the head that stood should have made an end
 * @param takeover the new head in the place of the one that stood; it decides, for only one of
 *     several processes succeeds. Empty: the head stands already
 * @param after what is done to passages once the head stands: those of the former version end
 */
record Change(
    DocumentIdentity identity,
    List<PointsUpdateOperation> before,
    Optional<Takeover> takeover,
    List<PointsUpdateOperation> after) {

  /**
   * @param over the head that has to stand; empty: none may
   * @param head the new one
   */
  record Takeover(Optional<StandingHead> over, StandingHead head) {}
}

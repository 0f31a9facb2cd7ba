package dev.freshet.query.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentIdentity;
import java.util.Optional;

/**
 * A difference that stayed.
 *
 * @param suspect what differs
 * @param mended whether it was mended; empty where that was not asked for
 * @param obstacle why it was not; empty where it was, or nobody asked
 */
record Finding(Suspect suspect, Optional<Boolean> mended, String obstacle) {

  /** As it is told. */
  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    DocumentIdentity identity = suspect.statement().identity();
    node.put("kind", suspect.difference().kind().label());
    node.put("id", identity.id().value());
    node.put("source", identity.source());
    node.put("tenant", identity.tenant().name());
    node.put("version", suspect.statement().version().position().token());
    node.put("place", suspect.statement().place().label());
    node.put("detail", suspect.difference().detail());
    node.put("mended", mended.orElse(null));
    node.put("obstacle", obstacle);
    return node;
  }
}

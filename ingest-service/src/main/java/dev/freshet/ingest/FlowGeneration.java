package dev.freshet.ingest;

import dev.freshet.common.document.Lane;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.embed.Priority;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.topics.TopicNames;
import java.util.function.BooleanSupplier;

/**
 * One generation as the line of flow knows it. Several may be alive: one serves, the others are
 * built or kept beside it, and get of the embedder what that one leaves.
 *
 * @param generation the model and passage settings that documents are embedded with
 * @param topics the names of its topics
 * @param applicationPrefix the application ids of its jobs begin with it
 * @param embedder embeds passages; the caller closes it, after the service
 * @param writer the store; the caller closes it, after the service
 * @param serves whether readers are answered from it now; it may change at any time
 */
public record FlowGeneration(
    Generation generation,
    TopicNames topics,
    String applicationPrefix,
    PrioritisedEmbedder embedder,
    PassageWriter writer,
    BooleanSupplier serves) {

  String name() {
    return generation.name();
  }

  /** How urgent its work in a lane is now. */
  public Priority priority(Lane lane) {
    return serves.getAsBoolean() ? Priority.of(lane) : Priority.BULK;
  }
}

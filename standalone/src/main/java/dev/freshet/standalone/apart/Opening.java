package dev.freshet.standalone.apart;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.store.PassageStore;
import dev.freshet.standalone.process.GenerationNames;
import dev.freshet.standalone.process.QdrantOpening;
import java.util.Optional;

/**
 * What both services open: each thing once, however often it is asked for. Used by one thread, but
 * for {@link #known}. The model is never closed: its natives may be in use.
 */
final class Opening implements AutoCloseable {
  private final ServiceConfiguration its;
  private volatile Optional<Embedder> model = Optional.empty();
  private Optional<PassageStore> store = Optional.empty();

  Opening(ServiceConfiguration its) {
    this.its = its;
  }

  /** The generation it works on; opens the model. */
  Generation generation() {
    if (model.isEmpty()) {
      model = Optional.of(its.line().openModel());
    }
    return new Generation(model.get().identity(), its.line().passages());
  }

  /** The generation's name; empty while the model is not open. From any thread. */
  String known() {
    return model
        .map(open -> new Generation(open.identity(), its.line().passages()).name())
        .orElse("");
  }

  /** What the generation's topics and groups are called. */
  GenerationNames names() {
    return its.names(generation().name());
  }

  PrioritisedEmbedder embedder() {
    return new PrioritisedEmbedder(model.orElseThrow());
  }

  /**
   * The generation's store.
   *
   * @param cluster the id of the Kafka cluster whose records it keeps
   * @throws dev.freshet.common.failure.Outage where it does not answer
   */
  PassageStore store(String cluster) {
    if (store.isEmpty()) {
      store = Optional.of(QdrantOpening.open(its.qdrant(), generation(), cluster));
    }
    return store.get();
  }

  @Override
  public void close() {
    store.ifPresent(PassageStore::close);
  }
}

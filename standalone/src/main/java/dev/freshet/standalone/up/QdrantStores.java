package dev.freshet.standalone.up;

import dev.freshet.common.embed.Generation;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.PassageStore;
import dev.freshet.standalone.process.QdrantOpening;
import dev.freshet.standalone.process.StartRefused;
import dev.freshet.stores.qdrant.QdrantPassageStore;
import dev.freshet.stores.qdrant.QdrantSettings;
import java.util.function.Supplier;

/**
 * In collections of a Qdrant.
 *
 * @param settings where it is
 * @param cluster tells the id of the Kafka cluster whose records are kept there: positions of
 *     another one mean nothing
 */
record QdrantStores(QdrantSettings settings, Supplier<String> cluster) implements Stores {

  @Override
  public PassageStore open(GenerationPlace place, Generation generation) {
    try {
      return QdrantOpening.open(settings, generation, cluster.get());
    } catch (Outage e) {
      throw new StartRefused(
          e.getMessage()
              + ": start a Qdrant there, or say where it is with --qdrant HOST:PORT (its gRPC port)",
          e);
    }
  }

  /** A collection that another folder filled is told by its cluster's id when it is opened. */
  @Override
  public void requireFresh(GenerationPlace place) {}

  /** How much room it has is Qdrant's own affair: it refuses to write where there is none. */
  @Override
  public void requireRoomForAnother(GenerationPlace place) {}

  @Override
  public void remove(GenerationPlace place) {
    QdrantPassageStore.remove(settings, place.name());
  }

  @Override
  public String where(GenerationPlace place) {
    return "Qdrant at "
        + settings.address()
        + ", collection "
        + settings.collections()
        + place.name();
  }
}

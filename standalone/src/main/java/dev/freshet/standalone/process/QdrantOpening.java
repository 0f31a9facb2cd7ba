package dev.freshet.standalone.process;

import dev.freshet.common.embed.Generation;
import dev.freshet.common.store.PassageStore;
import dev.freshet.stores.qdrant.QdrantPassageStore;
import dev.freshet.stores.qdrant.QdrantSettings;

/** Opens a generation's store on Qdrant. */
public final class QdrantOpening {
  private QdrantOpening() {}

  /**
   * Opens it, and makes it where it is not there yet.
   *
   * @param cluster the id of the Kafka cluster whose records are kept there: positions of another
   *     one mean nothing
   * @throws StartRefused where it is of another make, or the address is none
   * @throws dev.freshet.common.failure.Outage where it does not answer
   */
  public static PassageStore open(QdrantSettings settings, Generation generation, String cluster) {
    try {
      return QdrantPassageStore.open(
          settings, generation.name(), generation.model().dimension(), cluster);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new StartRefused(e.getMessage(), e);
    }
  }
}

package dev.freshet.stores.qdrant;

import dev.freshet.common.store.PassageStore;
import dev.freshet.stores.testkit.PassageStoreContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

class QdrantPassageStoreTest extends PassageStoreContract {
  @Override
  protected PassageStore open(Path directory, int dimension) {
    String own =
        UUID.nameUUIDFromBytes(directory.toString().getBytes(StandardCharsets.UTF_8)).toString();
    return QdrantPassageStore.open(QdrantForTests.settings(), own, dimension, "a cluster");
  }

  @Override
  protected boolean holdsWhatIsSwept() {
    return false;
  }
}

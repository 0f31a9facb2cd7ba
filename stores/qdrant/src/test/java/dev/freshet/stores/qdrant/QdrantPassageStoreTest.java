package dev.freshet.stores.qdrant;

import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.PassageStore;
import dev.freshet.stores.testkit.PassageStoreContract;
import dev.freshet.stores.testkit.RealQdrant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

class QdrantPassageStoreTest extends PassageStoreContract {
  @Override
  protected PassageStore open(Path directory, int dimension) {
    String own =
        UUID.nameUUIDFromBytes(directory.toString().getBytes(StandardCharsets.UTF_8)).toString();
    return QdrantPassageStore.open(settings(), own, dimension, "a cluster");
  }

  private static QdrantSettings settings() {
    Map<String, String> flags =
        Map.of(
            "qdrant.address", RealQdrant.address(),
            "qdrant.collections", "freshet-test-",
            "qdrant.average-terms", "8");
    return QdrantSettings.of(new Settings(flags, Map.of(), Map.of()));
  }

  @Override
  protected boolean holdsWhatIsSwept() {
    return false;
  }
}

package dev.freshet.stores.lucene;

import dev.freshet.common.store.PassageStore;
import dev.freshet.stores.testkit.PassageStoreContract;
import java.nio.file.Path;

class LucenePassageStoreTest extends PassageStoreContract {
  @Override
  protected PassageStore open(Path directory, int dimension) {
    return LucenePassageStore.open(directory, dimension, LuceneSettings.DEFAULT);
  }
}

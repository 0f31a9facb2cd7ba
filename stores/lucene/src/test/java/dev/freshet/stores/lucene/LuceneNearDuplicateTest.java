package dev.freshet.stores.lucene;

import dev.freshet.common.store.Catalogue;
import dev.freshet.stores.testkit.NearDuplicateContract;
import java.nio.file.Path;

class LuceneNearDuplicateTest extends NearDuplicateContract {
  @Override
  protected Catalogue open(Path directory) {
    return LuceneCatalogue.open(directory);
  }
}

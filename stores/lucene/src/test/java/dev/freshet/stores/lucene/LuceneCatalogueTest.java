package dev.freshet.stores.lucene;

import dev.freshet.common.store.Catalogue;
import dev.freshet.stores.testkit.CatalogueContract;
import java.nio.file.Path;

class LuceneCatalogueTest extends CatalogueContract {
  @Override
  protected Catalogue open(Path directory) {
    return LuceneCatalogue.open(directory);
  }
}

package dev.freshet.stores.testkit;

import dev.freshet.common.store.Catalogue;
import java.nio.file.Path;

class MemoryNearDuplicateTest extends NearDuplicateContract {
  @Override
  protected Catalogue open(Path directory) {
    return new MemoryCatalogue();
  }

  @Override
  protected boolean outlivesClosing() {
    return false;
  }
}

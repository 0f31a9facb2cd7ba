package dev.freshet.stores.testkit;

import dev.freshet.common.store.PassageStore;
import java.nio.file.Path;

/** The oracle keeps every law it judges others by. */
class OraclePassageStoreTest extends PassageStoreContract {
  @Override
  protected PassageStore open(Path directory, int dimension) {
    return new OraclePassageStore(dimension);
  }

  @Override
  protected boolean outlivesClosing() {
    return false;
  }
}

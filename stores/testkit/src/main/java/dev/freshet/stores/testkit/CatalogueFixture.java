package dev.freshet.stores.testkit;

import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.Catalogue;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue under test, opened before each test and closed after it. */
abstract class CatalogueFixture {
  @TempDir Path folder;

  Catalogue catalogue;
  private long events;

  /**
   * Opens the catalogue under test; a second time after it was closed, then with what it held.
   *
   * @param directory a folder of its own
   */
  protected abstract Catalogue open(Path directory);

  /** Whether what is committed outlives closing; false of one in memory. */
  protected boolean outlivesClosing() {
    return true;
  }

  @BeforeEach
  void openCatalogue() {
    catalogue = open(folder);
  }

  @AfterEach
  void closeCatalogue() {
    catalogue.close();
  }

  /** Applies the event, at the next position; the event. */
  IndexEvent tell(IndexEvent event) {
    catalogue.apply(event, new Position("index-events", 0, events++));
    return event;
  }
}

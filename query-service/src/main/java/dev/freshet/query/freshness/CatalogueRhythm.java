package dev.freshet.query.freshness;

import dev.freshet.common.store.Catalogue;
import java.util.function.Supplier;

/**
 * When the catalogue is refreshed and committed: while no event waits, or when it can be put off no
 * longer, so that a commit seldom stands before an event. Used by one thread.
 */
final class CatalogueRhythm {
  /** A busy follower puts both off for so many times their interval. */
  private static final int PATIENCE = 5;

  private final Catalogue catalogue;
  private final long refreshNanos;
  private final long commitNanos;
  private long refreshed = System.nanoTime();
  private long committed = System.nanoTime();
  private boolean toRefresh;
  private boolean toCommit;

  CatalogueRhythm(Catalogue catalogue, FreshnessSettings settings) {
    this.catalogue = catalogue;
    this.refreshNanos = settings.refresh().toNanos();
    this.commitNanos = settings.commit().toNanos();
  }

  /** Something was applied. */
  void applied() {
    toRefresh = true;
    read();
  }

  /** Something was read, an event or a notice, that the next start need not read again. */
  void read() {
    toCommit = true;
  }

  /**
   * @param idle whether no event waits
   * @param checkpoint what is committed with the catalogue
   */
  void keep(boolean idle, Supplier<String> checkpoint) {
    int patience = idle ? 1 : PATIENCE;
    if (toRefresh && System.nanoTime() - refreshed >= refreshNanos * patience) {
      catalogue.refresh();
      refreshed = System.nanoTime();
      toRefresh = false;
    }
    if (toCommit && System.nanoTime() - committed >= commitNanos * patience) {
      catalogue.commit(checkpoint.get());
      committed = System.nanoTime();
      toCommit = false;
    }
  }
}

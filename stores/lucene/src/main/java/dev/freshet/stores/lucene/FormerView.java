package dev.freshet.stores.lucene;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.ReadPoint;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.search.SearcherManager;

/**
 * What readers saw before an error of the disk made Lucene close the index. They go on seeing it
 * until the index that was opened again shows as much: nobody reads less than before.
 */
final class FormerView {
  private record View(SearcherManager searchers, ReadPoint readable) {}

  private volatile View view;

  /** Keeps it, unless an earlier one is still kept: those after it showed less. */
  void keep(SearcherManager searchers, ReadPoint readable) throws IOException {
    if (view == null) {
      view = new View(searchers, readable);
    } else {
      searchers.close();
    }
  }

  /** Lets go of it where this much is readable now. */
  void shown(ReadPoint readable) throws IOException {
    View kept = view;
    if (kept != null && readable.covers(kept.readable())) {
      view = null;
      kept.searchers().close();
    }
  }

  /**
   * The former searchers; empty where there is no need of them.
   *
   * @throws Outage where neither they nor those of now show this point
   */
  Optional<SearcherManager> at(ReadPoint point) {
    View kept = view;
    if (kept == null) {
      return Optional.empty();
    }
    if (!kept.readable().covers(point)) {
      throw new Outage(LuceneIndex.NAME, "it catches up after an error of the disk", null);
    }
    return Optional.of(kept.searchers());
  }

  /** What is readable to readers, where the index itself shows this much. */
  ReadPoint readable(ReadPoint now) {
    View kept = view;
    return kept == null ? now : kept.readable();
  }

  void close() throws IOException {
    View kept = view;
    if (kept != null) {
      kept.searchers().close();
    }
  }
}

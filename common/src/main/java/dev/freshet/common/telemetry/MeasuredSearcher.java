package dev.freshet.common.telemetry;

import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.Facet;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.ReadPoint;
import java.util.List;

/** A reading half of a store whose calls are measured. */
public final class MeasuredSearcher implements PassageSearcher {
  private final PassageSearcher searcher;
  private final MeasuredCall measured;

  /**
   * @param searcher whose calls
   * @param telemetry is told of them
   */
  public MeasuredSearcher(PassageSearcher searcher, Telemetry telemetry) {
    this.searcher = searcher;
    this.measured = new MeasuredCall(telemetry);
  }

  @Override
  public ReadPoint readable() {
    return measured.of("readable", searcher::readable);
  }

  @Override
  public long count(ReadPoint at) {
    return measured.of("count", () -> searcher.count(at));
  }

  @Override
  public Snapshot open(ReadPoint at) {
    Snapshot snapshot = measured.of("open", () -> searcher.open(at));
    return new Snapshot() {
      @Override
      public Candidates candidates(PassageQuery query) {
        return measured.of("candidates", () -> snapshot.candidates(query));
      }

      @Override
      public List<FoundPassage> fetch(List<PassageKey> keys) {
        return measured.of("fetch", () -> snapshot.fetch(keys));
      }

      @Override
      public List<Facet> facets(FacetQuery query) {
        return measured.of("facets", () -> snapshot.facets(query));
      }

      @Override
      public void close() {
        snapshot.close();
      }
    };
  }
}

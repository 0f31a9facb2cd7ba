package dev.freshet.common.telemetry;

import dev.freshet.common.document.Signal;
import java.util.function.ToDoubleFunction;

/** What is counted of quality: of documents, and of retrieval. Safe to use from several threads. */
public interface QualityTelemetry {

  /**
   * {@code freshet_quality_flagged_total} by signal: documents that were beyond the threshold of
   * {@code quality.<signal>}, those held back among them. No alert: what is held back is a dead
   * letter, and has that alert.
   */
  void flagged(Signal.Kind signal);

  /**
   * {@code freshet_drift} by measure ({@code language}, {@code length}, {@code embedding}, {@code
   * vocabulary}): how far the last full window of live documents is from those before it; not a
   * number until there are enough. Alert {@code StreamDrifts}.
   */
  <T> void drift(String measure, T state, ToDoubleFunction<T> distance);

  /**
   * {@code freshet_drift_window_documents}: documents of the window that is not full yet. Tells how
   * soon {@link #drift} changes, and that it is fed at all.
   */
  <T> void driftDocuments(T state, ToDoubleFunction<T> documents);

  /** What is counted of the quality of retrieval. */
  RetrievalTelemetry retrieval();
}

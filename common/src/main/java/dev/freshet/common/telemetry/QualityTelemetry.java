package dev.freshet.common.telemetry;

import dev.freshet.common.document.Signal;

/** What is counted of the documents' quality. Safe to use from several threads. */
public interface QualityTelemetry {

  /**
   * {@code freshet_quality_flagged_total} by signal: documents that were beyond the threshold of
   * {@code quality.<signal>}, those held back among them. No alert: what is held back is a dead
   * letter, and has that alert.
   */
  void flagged(Signal.Kind signal);
}

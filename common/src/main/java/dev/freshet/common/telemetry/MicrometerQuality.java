package dev.freshet.common.telemetry;

import dev.freshet.common.document.Signal;
import java.util.function.ToDoubleFunction;

/** {@link QualityTelemetry} on Micrometer; counters are there from the start. */
final class MicrometerQuality implements QualityTelemetry {
  private final Meters meters;
  private final RetrievalTelemetry retrieval;

  MicrometerQuality(Meters meters) {
    this.meters = meters;
    retrieval = new MicrometerRetrieval(meters);
    for (Signal.Kind signal : Signal.Kind.values()) {
      counted(signal, 0);
    }
  }

  @Override
  public void flagged(Signal.Kind signal) {
    counted(signal, 1);
  }

  @Override
  public <T> void drift(String measure, T state, ToDoubleFunction<T> distance) {
    String meaning = "How far the last window of documents is from those before";
    meters.gauge("drift", meaning, state, distance, "measure", measure);
  }

  @Override
  public <T> void driftDocuments(T state, ToDoubleFunction<T> documents) {
    String meaning = "Documents of the window that is not full yet";
    meters.gauge("drift.window.documents", meaning, state, documents);
  }

  @Override
  public RetrievalTelemetry retrieval() {
    return retrieval;
  }

  private void counted(Signal.Kind signal, int more) {
    meters
        .counter(
            "quality.flagged", "Documents beyond a quality threshold", "signal", signal.label())
        .increment(more);
  }
}

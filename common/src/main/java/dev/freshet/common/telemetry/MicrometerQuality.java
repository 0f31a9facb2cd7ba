package dev.freshet.common.telemetry;

import dev.freshet.common.document.Signal;

/** {@link QualityTelemetry} on Micrometer; counters are there from the start. */
final class MicrometerQuality implements QualityTelemetry {
  private final Meters meters;

  MicrometerQuality(Meters meters) {
    this.meters = meters;
    for (Signal.Kind signal : Signal.Kind.values()) {
      counted(signal, 0);
    }
  }

  @Override
  public void flagged(Signal.Kind signal) {
    counted(signal, 1);
  }

  private void counted(Signal.Kind signal, int more) {
    meters
        .counter(
            "quality.flagged", "Documents beyond a quality threshold", "signal", signal.label())
        .increment(more);
  }
}

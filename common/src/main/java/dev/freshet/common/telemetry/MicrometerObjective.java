package dev.freshet.common.telemetry;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** {@link ObjectiveTelemetry} on Micrometer; counters are there from the start. */
final class MicrometerObjective implements ObjectiveTelemetry {
  private final Meters meters;
  private final Counter documents;
  private final Counter late;

  MicrometerObjective(Meters meters) {
    this.meters = meters;
    documents = meters.counter("objective.documents", "Documents that the objective counts");
    late = meters.counter("objective.late", "Those that took longer than it allows");
  }

  @Override
  public void document(boolean kept) {
    documents.increment();
    late.increment(kept ? 0 : 1);
  }

  @Override
  public <T> void burnRate(
      String window, T state, ToDoubleFunction<T> rate, ToDoubleFunction<T> documents) {
    String meaning = "How many times faster than allowed the error budget is spent";
    meters.gauge("objective.burn.rate", meaning, state, rate, "window", window);
    meters.gauge(
        "objective.window.documents", "Documents of a window", state, documents, "window", window);
  }

  @Override
  public <T> void budgetLeft(T state, ToDoubleFunction<T> share) {
    meters.gauge("objective.budget.left", "Error budget that is not spent", state, share);
  }

  @Override
  public void canary(Duration took) {
    meters.journey("canary", "From publish to found, of the canary").record(took);
  }

  @Override
  public void canaryFailed(String reason) {
    meters.counter("canary.failures", "Canaries that did not come", "reason", reason).increment();
  }

  @Override
  public <T> void canaryAge(T state, ToDoubleFunction<T> seconds) {
    meters.gauge("canary.age.seconds", "Since the canary was found last", state, seconds);
  }
}

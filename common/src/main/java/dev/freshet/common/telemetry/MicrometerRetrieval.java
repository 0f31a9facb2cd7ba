package dev.freshet.common.telemetry;

import io.micrometer.core.instrument.Counter;
import java.util.function.ToDoubleFunction;

/** {@link RetrievalTelemetry} on Micrometer; the counter is there from the start. */
final class MicrometerRetrieval implements RetrievalTelemetry {
  private final Meters meters;
  private final Counter failures;

  MicrometerRetrieval(Meters meters) {
    this.meters = meters;
    failures = meters.counter("reevaluation.failures", "Rounds that did not come to their end");
  }

  @Override
  public <T> void quality(
      String measure, T state, ToDoubleFunction<T> last, ToDoubleFunction<T> baseline) {
    String meaning = "Quality of retrieval on the questions of reevaluation.questions";
    meters.gauge("reevaluation.quality", meaning, state, last, "measure", measure);
    meters.gauge(
        "reevaluation.baseline", "What it is held against", state, baseline, "measure", measure);
  }

  @Override
  public <T> void fall(
      T state, ToDoubleFunction<T> fall, ToDoubleFunction<T> p, ToDoubleFunction<T> fallen) {
    meters.gauge("reevaluation.fall", "By how much nDCG@10 is below the baseline's", state, fall);
    meters.gauge("reevaluation.fall.p", "How often chance alone differs as much", state, p);
    meters.gauge("reevaluation.fallen", "Whether it fell", state, fallen);
  }

  @Override
  public <T> void judgements(T state, ToDoubleFunction<T> all, ToDoubleFunction<T> lost) {
    meters.gauge("reevaluation.judgements", "Questions' relevant documents", state, all);
    meters.gauge("reevaluation.judgements.lost", "Those that are not there", state, lost);
  }

  @Override
  public <T> void age(T state, ToDoubleFunction<T> seconds) {
    meters.gauge("reevaluation.age.seconds", "Since the last whole round", state, seconds);
  }

  @Override
  public void failed() {
    failures.increment();
  }
}

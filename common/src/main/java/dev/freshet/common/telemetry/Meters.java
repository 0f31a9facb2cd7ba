package dev.freshet.common.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Meters by name, without the prefix that all of them have; one that is there is given again. */
record Meters(MeterRegistry registry) {
  private static final String PREFIX = "freshet.";

  /** Of what a document or an answer goes through as a whole; the objective's 2 s among them. */
  private static final Duration[] JOURNEY =
      seconds(.01, .025, .05, .1, .25, .5, 1, 2, 2.5, 5, 15, 60, 300, 1800);

  /** Of one step's work. */
  private static final Duration[] WORK = seconds(.001, .002, .005, .01, .025, .05, .1, .25, 1, 5);

  private static Duration[] seconds(double... each) {
    return DoubleStream.of(each)
        .mapToObj(s -> Duration.ofMillis(Math.round(s * 1000)))
        .toArray(Duration[]::new);
  }

  Counter counter(String name, String description, String... tags) {
    return Counter.builder(PREFIX + name).description(description).tags(tags).register(registry);
  }

  Timer journey(String name, String description, String... tags) {
    return timer(name, description, JOURNEY, tags);
  }

  Timer work(String name, String description, String... tags) {
    return timer(name, description, WORK, tags);
  }

  private Timer timer(String name, String description, Duration[] buckets, String... tags) {
    return Timer.builder(PREFIX + name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  <T> void gauge(
      String name, String description, T state, ToDoubleFunction<T> value, String... tags) {
    Gauge.builder(PREFIX + name, state, value)
        .description(description)
        .tags(tags)
        .register(registry);
  }
}

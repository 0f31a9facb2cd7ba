package dev.freshet.common.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Meters by name, without the prefix that all of them have; one that is there is given again.
 *
 * @param registry where they are counted
 * @param read the one of its registries that what they hold is read from
 */
record Meters(MeterRegistry registry, MeterRegistry read) {
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

  List<Measured> measured(String name) {
    return read.find(name).meters().stream().map(Meters::measured).toList();
  }

  private static Measured measured(Meter meter) {
    Map<String, String> labels =
        meter.getId().getTags().stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue));
    return switch (meter) {
      case Timer timer -> {
        HistogramSnapshot now = timer.takeSnapshot();
        yield new Measured(labels, now.count(), times(now));
      }
      case Counter counter -> new Measured(labels, counter.count(), Distribution.NONE);
      case FunctionCounter counter -> new Measured(labels, counter.count(), Distribution.NONE);
      case Gauge gauge -> new Measured(labels, gauge.value(), Distribution.NONE);
      default -> throw new IllegalArgumentException(meter.getId() + " is not read here");
    };
  }

  /** Micrometer counts up to each bound all that lie below it. */
  private static Distribution times(HistogramSnapshot now) {
    CountAtBucket[] within = now.histogramCounts();
    double[] upTo = new double[within.length];
    long[] counts = new long[within.length + 1];
    double below = 0;
    for (int i = 0; i < within.length; i++) {
      upTo[i] = within[i].bucket(TimeUnit.SECONDS);
      counts[i] = Math.max(0, Math.round(within[i].count() - below));
      below = within[i].count();
    }
    counts[within.length] = Math.max(0, Math.round(now.count() - below));
    return Distribution.of(upTo, counts);
  }
}

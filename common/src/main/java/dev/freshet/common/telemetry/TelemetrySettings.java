package dev.freshet.common.telemetry;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where traces and metrics are sent. Metrics can be read at {@code /metrics} in any case.
 *
 * @param traces a collector that takes OTLP over HTTP; empty: nobody traces
 * @param share of the versions and queries that are traced, where neither publisher nor caller says
 * @param metrics a collector likewise; empty: none are sent
 * @param interval between two sendings of metrics
 */
public record TelemetrySettings(
    Optional<URI> traces, double share, Optional<URI> metrics, Duration interval) {
  /** Nothing is sent. */
  public static final TelemetrySettings NONE =
      new TelemetrySettings(Optional.empty(), 0, Optional.empty(), Duration.ofMinutes(1));

  private static final String COLLECTOR = "http://localhost:4318";

  /** Where to. */
  public static final Setting<Optional<URI>> TRACES =
      Setting.httpAddress(
          "trace.endpoint", COLLECTOR, "Where spans are sent, as OTLP over HTTP; empty: nowhere.");

  /** How many. */
  public static final Setting<Double> SHARE =
      Setting.decimal(
          "trace.share",
          .1,
          0,
          1,
          "The share of versions and queries that are traced, where neither the publisher's nor the"
              + " caller's traceparent says whether.");

  /** Where to. */
  public static final Setting<Optional<URI>> METRICS =
      Setting.httpAddress(
          "metrics.endpoint",
          COLLECTOR,
          "Where metrics are sent, as OTLP over HTTP; empty: nowhere. They are at /metrics in any"
              + " case.");

  /** How often. */
  public static final Setting<Duration> INTERVAL =
      Setting.duration(
          "metrics.interval",
          "1m",
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          "How often metrics are sent.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(TRACES, SHARE, METRICS, INTERVAL);

  /** Reads them. */
  public static TelemetrySettings of(Settings settings) {
    return new TelemetrySettings(
        settings.get(TRACES), settings.get(SHARE), settings.get(METRICS), settings.get(INTERVAL));
  }

  /** The place of one signal at a collector. */
  static String at(URI collector, String signal) {
    return collector.toString().replaceAll("/+$", "") + "/v1/" + signal;
  }
}

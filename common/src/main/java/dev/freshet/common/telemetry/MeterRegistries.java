package dev.freshet.common.telemetry;

import dev.freshet.common.document.TraceParent;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.ipc.http.HttpUrlConnectionSender;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where meters stand: read by Prometheus, and sent on where a collector is named. What is recorded
 * within a span becomes the example that its bucket shows.
 */
final class MeterRegistries implements AutoCloseable {
  /** A collector that does not answer must not hold up the end of the process. */
  private static final Duration CONNECT = Duration.ofSeconds(1);

  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final CurrentSpan span = new CurrentSpan();
  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(
          PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, span);
  private final MeterRegistry all;

  MeterRegistries(TelemetrySettings settings) {
    all =
        settings
            .metrics()
            .map(collector -> pushing(collector, settings.interval()))
            .orElse(prometheus);
  }

  private MeterRegistry pushing(URI collector, Duration interval) {
    var both = new CompositeMeterRegistry();
    both.add(prometheus);
    both.add(
        OtlpMeterRegistry.builder(new Push(collector, interval))
            .metricsSender(new OtlpHttpMetricsSender(new HttpUrlConnectionSender(CONNECT, ANSWER)))
            .build());
    return both;
  }

  /** All of them as one. */
  MeterRegistry all() {
    return all;
  }

  /** The one that is scraped: what meters hold is read from it. */
  MeterRegistry scraped() {
    return prometheus;
  }

  /** Records within a span, if there is one. */
  void within(Optional<TraceParent> place, Runnable recording) {
    span.within(place, recording);
  }

  /** In the text form that is asked for. */
  String scrape(boolean openMetrics) {
    return openMetrics ? prometheus.scrape(Telemetry.OPEN_METRICS) : prometheus.scrape();
  }

  @Override
  public void close() {
    all.close();
    prometheus.close();
  }

  /** How metrics are sent. */
  private record Push(URI collector, Duration interval) implements OtlpConfig {
    @Override
    public String get(String key) {
      return null;
    }

    @Override
    public String url() {
      return TelemetrySettings.at(collector, "metrics");
    }

    @Override
    public Duration step() {
      return interval;
    }

    @Override
    public Map<String, String> resourceAttributes() {
      return Map.of("service.name", Sender.SERVICE_NAME, "service.instance.id", Sender.INSTANCE);
    }

    @Override
    public Map<String, String> headers() {
      return Map.of();
    }
  }
}

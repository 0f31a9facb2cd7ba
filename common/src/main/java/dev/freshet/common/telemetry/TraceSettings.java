package dev.freshet.common.telemetry;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where traces go.
 *
 * @param endpoint of a collector that takes OTLP over HTTP; empty: nobody traces
 * @param share of the versions and queries that are kept, where neither publisher nor caller says
 */
public record TraceSettings(Optional<URI> endpoint, double share) {
  /** Where to. */
  public static final Setting<Optional<URI>> ENDPOINT =
      new Setting<>(
          "trace.endpoint",
          "http or https address",
          "",
          false,
          "Where spans are sent, as OTLP over HTTP, such as http://localhost:4318; empty: nowhere.",
          TraceSettings::endpoint);

  /** How many. */
  public static final Setting<Double> SHARE =
      Setting.decimal(
          "trace.share",
          .1,
          0,
          1,
          "The share of versions and queries that are traced, where neither the publisher's nor the"
              + " caller's traceparent says whether.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(ENDPOINT, SHARE);

  private static Optional<URI> endpoint(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    URI uri = URI.create(text);
    if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().matches("https?")) {
      throw new IllegalArgumentException("give one such as http://localhost:4318");
    }
    return Optional.of(uri);
  }

  /** Reads them. */
  public static TraceSettings of(Settings settings) {
    return new TraceSettings(settings.get(ENDPOINT), settings.get(SHARE));
  }
}

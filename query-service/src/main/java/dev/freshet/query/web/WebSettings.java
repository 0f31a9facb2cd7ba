package dev.freshet.query.web;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * The HTTP server.
 *
 * @param host address to bind
 * @param port to bind; 0: any free one
 * @param maxRequests at once; more are answered 503
 * @param maxHeaderBytes of one request
 * @param maxJsonBytes of one JSON body
 * @param idle how long a silent connection is kept, also within a request
 * @param grace how long requests may take to end at close
 */
public record WebSettings(
    String host,
    int port,
    int maxRequests,
    int maxHeaderBytes,
    int maxJsonBytes,
    Duration idle,
    Duration grace) {
  /** The address. */
  public static final Setting<String> HOST =
      Setting.text("http.host", "127.0.0.1", "Address that the HTTP server binds.");

  /** The port. */
  public static final Setting<Integer> PORT =
      Setting.integer("http.port", 8080, 0, 65_535, "Port of the HTTP server; 0: any free one.");

  /** Requests at once. */
  public static final Setting<Integer> MAX_REQUESTS =
      Setting.integer(
          "http.max-requests", 256, 1, 100_000, "Requests at once; more are answered 503.");

  /** Header bytes. */
  public static final Setting<Integer> MAX_HEADER_BYTES =
      Setting.integer(
          "http.max-header-bytes", 65_536, 1024, 1 << 20, "Bytes of all headers of a request.");

  /** JSON bytes. */
  public static final Setting<Integer> MAX_JSON_BYTES =
      Setting.integer(
          "http.max-json-bytes", 1 << 20, 1024, 1 << 26, "Bytes of a JSON body, such as a search.");

  /** Idle connections. */
  public static final Setting<Duration> IDLE =
      Setting.duration(
          "http.idle",
          "60s",
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          "How long a connection on which nothing comes is kept, also within a request.");

  /** Grace at close. */
  public static final Setting<Duration> GRACE =
      Setting.duration(
          "http.grace",
          "500ms",
          Duration.ofMillis(1),
          Duration.ofMinutes(5),
          "How long requests under way may take to end when the service stops.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(HOST, PORT, MAX_REQUESTS, MAX_HEADER_BYTES, MAX_JSON_BYTES, IDLE, GRACE);

  /** Reads them. */
  public static WebSettings of(Settings settings) {
    return new WebSettings(
        settings.get(HOST),
        settings.get(PORT),
        settings.get(MAX_REQUESTS),
        settings.get(MAX_HEADER_BYTES),
        settings.get(MAX_JSON_BYTES),
        settings.get(IDLE),
        settings.get(GRACE));
  }
}

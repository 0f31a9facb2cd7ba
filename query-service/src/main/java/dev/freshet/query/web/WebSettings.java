package dev.freshet.query.web;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
 * @param tls certificate and key; empty: plain HTTP
 * @param corsOrigins whose pages may call; empty: only our own
 */
public record WebSettings(
    String host,
    int port,
    int maxRequests,
    int maxHeaderBytes,
    int maxJsonBytes,
    Duration idle,
    Duration grace,
    Optional<TlsFiles> tls,
    List<String> corsOrigins) {
  /**
   * Files of TLS, in PEM.
   *
   * @param certificate the chain, the server's own first
   * @param key its private key, not encrypted
   * @param reload how often both are looked at
   */
  record TlsFiles(Path certificate, Path key, Duration reload) {}

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

  /** The certificate. */
  public static final Setting<String> TLS_CERTIFICATE =
      Setting.text(
          "http.tls-certificate",
          "",
          "PEM file of the server's certificate and those that lead to its root; empty: plain HTTP.");

  /** Its key. */
  public static final Setting<String> TLS_KEY =
      Setting.text(
          "http.tls-key",
          "",
          "PEM file of the certificate's private key (PKCS#8, or PKCS#1 for RSA), not encrypted.");

  /** How often both are looked at. */
  public static final Setting<Duration> TLS_RELOAD =
      Setting.duration(
          "http.tls-reload",
          "30s",
          Duration.ofMillis(10),
          Duration.ofHours(1),
          "How often certificate and key are looked at; a renewed pair is taken over without a"
              + " restart.");

  /** Whose pages may call. */
  public static final Setting<String> CORS_ORIGINS =
      Setting.text(
          "http.cors-origins",
          "",
          "Origins whose pages may call the API from a browser, such as https://intranet.example,"
              + " separated by commas; empty: none but this service's own page.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(
          HOST,
          PORT,
          MAX_REQUESTS,
          MAX_HEADER_BYTES,
          MAX_JSON_BYTES,
          IDLE,
          GRACE,
          TLS_CERTIFICATE,
          TLS_KEY,
          TLS_RELOAD,
          CORS_ORIGINS);

  /** Reads them. */
  public static WebSettings of(Settings settings) {
    return new WebSettings(
        settings.get(HOST),
        settings.get(PORT),
        settings.get(MAX_REQUESTS),
        settings.get(MAX_HEADER_BYTES),
        settings.get(MAX_JSON_BYTES),
        settings.get(IDLE),
        settings.get(GRACE),
        tls(settings),
        origins(settings));
  }

  private static Optional<TlsFiles> tls(Settings settings) {
    String certificate = settings.get(TLS_CERTIFICATE);
    String key = settings.get(TLS_KEY);
    Duration reload = settings.get(TLS_RELOAD);
    if (certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      settings.problem(
          (key.isEmpty() ? TLS_KEY : TLS_CERTIFICATE).key()
              + " is empty: give both certificate and key, or neither");
      return Optional.empty();
    }
    return Optional.of(new TlsFiles(Path.of(certificate), Path.of(key), reload));
  }

  private static List<String> origins(Settings settings) {
    List<String> origins = settings.list(CORS_ORIGINS);
    for (String origin : origins) {
      if (!CrossOrigin.exact(origin)) {
        settings.problem(
            CORS_ORIGINS.key()
                + " has \""
                + origin
                + "\": give scheme, host and port as a browser sends them, such as"
                + " https://intranet.example");
      }
    }
    return origins;
  }

  /** What the address begins with. */
  public String scheme() {
    return tls.isPresent() ? "https" : "http";
  }
}

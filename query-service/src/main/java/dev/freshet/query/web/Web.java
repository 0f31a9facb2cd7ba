package dev.freshet.query.web;

import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Doorkeeper;
import dev.freshet.query.exchange.Problem;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The HTTP server. */
public final class Web implements AutoCloseable {
  private final WebServer server;
  private final Optional<ServerCertificate> certificate;

  /**
   * @param routes all there are
   * @param doorkeeper decides who may enter
   * @throws InvalidCertificate when certificate or key cannot be used
   */
  public Web(WebSettings settings, List<Route> routes, Doorkeeper doorkeeper, Telemetry telemetry) {
    certificate = settings.tls().map(ServerCertificate::new);
    SecurityHeaders security = new SecurityHeaders(certificate.isPresent());
    Door door = new Door(settings, routes, doorkeeper, security, telemetry);
    WebServerConfig.Builder builder = WebServer.builder();
    certificate.ifPresent(its -> builder.tls(its.tls()));
    server =
        builder
            .host(settings.host())
            .port(settings.port())
            .shutdownHook(false)
            .shutdownGracePeriod(settings.grace())
            .idleConnectionTimeout(settings.idle())
            .connectionOptions(
                SocketOptions.builder()
                    .tcpNoDelay(true)
                    .readTimeout(settings.idle())
                    .buildPrototype())
            .addProtocol(
                Http1Config.builder()
                    .maxHeadersSize(settings.maxHeaderBytes())
                    .maxPrologueLength(16_384)
                    .continueImmediately(false)
                    .build())
            .directHandlers(direct(security))
            .routing(HttpRouting.builder().any(door))
            .build();
  }

  /** What the library refuses by itself becomes a problem document too. */
  private static DirectHandlers direct(SecurityHeaders security) {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, (_, _, status, headers, _) -> refuse(status, headers, security));
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse refuse(
      io.helidon.http.Status status,
      io.helidon.http.ServerResponseHeaders headers,
      SecurityHeaders security) {
    security.all().forEach((name, value) -> headers.set(HeaderValues.create(name, value)));
    byte[] problem =
        Problems.bytes(
            Problem.of(
                status.code(),
                status.reasonPhrase(),
                "this is no HTTP request that can be read: check its request line and headers"));
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, Problems.TYPE)
        .keepAlive(false)
        .entity(problem)
        .build();
  }

  /** Whether only this machine reaches an address. */
  public static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  /** Binds the port. */
  public void start() {
    server.start();
  }

  /** When the certificate ends; empty: there is none. */
  public Optional<Instant> certificateExpires() {
    return certificate.map(ServerCertificate::expires);
  }

  /** Why a renewed certificate does not count. */
  public Optional<String> certificateTrouble() {
    return certificate.flatMap(ServerCertificate::trouble);
  }

  /** The port bound. */
  public int port() {
    return server.port();
  }

  /** Takes no more requests, and waits for those under way as long as the grace lasts. */
  @Override
  public void close() {
    server.stop();
    certificate.ifPresent(ServerCertificate::close);
  }
}

package dev.freshet.query.web;

import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Problem;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The HTTP server. */
public final class Web implements AutoCloseable {
  private final WebServer server;

  /**
   * @param routes all there are
   * @param callers the caller of an {@code Authorization} header; throws a {@link Problem}
   * @param open whether callers need no key
   */
  public Web(
      WebSettings settings,
      List<Route> routes,
      Function<Optional<String>, Caller> callers,
      boolean open,
      Telemetry telemetry) {
    Door door = new Door(settings, routes, callers, open, telemetry);
    server =
        WebServer.builder()
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
            .directHandlers(direct())
            .routing(HttpRouting.builder().any(door))
            .build();
  }

  /** What the library refuses by itself becomes a problem document too. */
  private static DirectHandlers direct() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, Web::refuse);
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse refuse(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      io.helidon.http.Status status,
      io.helidon.http.ServerResponseHeaders headers,
      String message) {
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

  /** The port bound. */
  public int port() {
    return server.port();
  }

  /** Takes no more requests, and waits for those under way as long as the grace lasts. */
  @Override
  public void close() {
    server.stop();
  }
}

package dev.freshet.query.web;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Admission;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Doorkeeper;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Scope;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Answers every request: finds its route, its caller, and its reply or problem. */
final class Door implements Handler {
  private static final String ELSE = "else";

  /** Who asks for what is open to everyone. */
  private static final Admission NOBODY =
      Admission.of(new Caller(new Access(Tenant.DEFAULT, Set.of()), Set.of()));

  private final WebSettings settings;
  private final Router router;
  private final Doorkeeper doorkeeper;
  private final Telemetry telemetry;
  private final SecurityHeaders security;
  private final CrossOrigin crossOrigin;
  private final StaticFiles files = new StaticFiles();
  private final Semaphore room;

  Door(
      WebSettings settings,
      List<Route> routes,
      Doorkeeper doorkeeper,
      SecurityHeaders security,
      Telemetry telemetry) {
    this.settings = settings;
    this.router = new Router(routes);
    this.doorkeeper = doorkeeper;
    this.security = security;
    this.crossOrigin = new CrossOrigin(settings.corsOrigins());
    this.telemetry = telemetry;
    this.room = new Semaphore(settings.maxRequests());
  }

  /**
   * What is answered.
   *
   * @param route its name for telemetry
   * @param headers besides those of the reply
   * @param stands whether the caller may go on reading
   */
  private record Answer(
      String route, Reply reply, Map<String, String> headers, BooleanSupplier stands) {
    private Answer(String route, Reply reply) {
      this(route, reply, Map.of(), () -> true);
    }
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    long start = System.nanoTime();
    String method = request.prologue().method().text();
    Answer answer = answer(method, request);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    telemetry.request(method(method), answer.route(), answer.reply().status(), took);
    security.all().forEach(response::header);
    crossOrigin.headers(request).forEach(response::header);
    answer.headers().forEach(response::header);
    Sending.send(request, response, answer.reply(), answer.stands());
  }

  /** Labels are few: an invented method is not one of them. */
  private static String method(String given) {
    return switch (given) {
      case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS" -> given;
      default -> ELSE;
    };
  }

  private Answer answer(String method, ServerRequest request) {
    String path = request.prologue().uriPath().rawPath();
    Optional<Reply> preflight = crossOrigin.preflight(method, request);
    if (preflight.isPresent()) {
      return new Answer(ELSE, preflight.get());
    }
    try {
      Optional<Router.Match> match = router.find(method, path);
      return match.isPresent()
          ? guarded(method, match.get(), request)
          : new Answer(ELSE, file(method, path, request));
    } catch (Problem e) {
      return new Answer(ELSE, Problems.reply(e));
    }
  }

  private Reply file(String method, String path, ServerRequest request) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw unknown(path);
    }
    return files
        .find(path, request.headers().first(HeaderNames.IF_NONE_MATCH))
        .orElseThrow(() -> unknown(path));
  }

  private static Problem unknown(String path) {
    String shown = path.length() > 100 ? path.substring(0, 100) + "…" : path;
    return Problem.notFound(
            "there is nothing at " + shown + ": see /openapi.json for what there is")
        .with("field", "path");
  }

  private Answer guarded(String method, Router.Match match, ServerRequest request) {
    Route route = match.route();
    String name = route.template();
    boolean counted = route.known();
    if (counted && !room.tryAcquire()) {
      return new Answer(name, Problems.reply(busy()));
    }
    try {
      Admission admission = admission(method, route, request);
      return new Answer(
          name, reply(match, request, admission.caller()), admission.headers(), admission.stands());
    } catch (RuntimeException e) {
      return new Answer(name, Problems.reply(Problems.of(e, name)));
    } finally {
      if (counted) {
        room.release();
      }
    }
  }

  private Problem busy() {
    return Problem.of(
            503, "Busy", "more than " + settings.maxRequests() + " requests at once: try again")
        .withHeader("Retry-After", "1");
  }

  /** What the room answers; also a problem, so that it goes out with what the admission tells. */
  private Reply reply(Router.Match match, ServerRequest request, Caller caller) {
    Route route = match.route();
    try {
      requireScope(route, caller);
      InputStream body = body(route, request);
      return route.handler().handle(new HelidonRequest(request, match.parameters(), caller, body));
    } catch (RuntimeException e) {
      return Problems.reply(Problems.of(e, route.template()));
    }
  }

  private Admission admission(String method, Route route, ServerRequest request) {
    if (!route.known()) {
      return NOBODY;
    }
    if (doorkeeper.open()) {
      OwnNames.check(request.headers().first(HeaderNames.HOST));
      crossOrigin.requireOwn(method, request);
    }
    return doorkeeper.admit(
        request.headers().first(HeaderNames.AUTHORIZATION), address(request.remotePeer()));
  }

  private static String address(PeerInfo peer) {
    return peer.address() instanceof InetSocketAddress socket && socket.getAddress() != null
        ? socket.getAddress().getHostAddress()
        : peer.host();
  }

  private static void requireScope(Route route, Caller caller) {
    Optional<Scope> missing = route.scope().filter(scope -> !caller.scopes().contains(scope));
    if (missing.isPresent()) {
      throw Problem.of(
              403,
              "Forbidden",
              "this key may not do that: it lacks the scope " + missing.get().label())
          .with("field", "Authorization");
    }
  }

  private InputStream body(Route route, ServerRequest request) {
    return switch (route.body()) {
      case NONE -> InputStream.nullInputStream();
      case BYTES ->
          request.content().hasEntity()
              ? request.content().inputStream()
              : InputStream.nullInputStream();
      case JSON -> json(request);
    };
  }

  private InputStream json(ServerRequest request) {
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("application/json");
    if (!type.toLowerCase(java.util.Locale.ROOT)
        .matches("application/([\\w.-]+\\+)?json\\s*(;.*)?")) {
      throw Problem.of(
              415,
              "Unsupported media type",
              "the body must be JSON: send Content-Type: application/json")
          .with("field", "Content-Type");
    }
    int max = settings.maxJsonBytes();
    if (request.headers().contentLength().orElse(0) > max) {
      throw tooLarge(max);
    }
    if (!request.content().hasEntity()) {
      return InputStream.nullInputStream();
    }
    try {
      byte[] bytes = request.content().inputStream().readNBytes(max + 1);
      if (bytes.length > max) {
        throw tooLarge(max);
      }
      return new ByteArrayInputStream(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("the request's body broke off", e);
    }
  }

  private static Problem tooLarge(int max) {
    return Problem.of(413, "Too large", "the body is larger than " + max + " bytes: send less")
        .with("field", "body")
        .with("maxBytes", max);
  }
}

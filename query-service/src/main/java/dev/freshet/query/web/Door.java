package dev.freshet.query.web;

import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Scope;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Answers every request: finds its route, its caller, and its reply or problem. */
final class Door implements Handler {
  private static final String ELSE = "else";

  private final WebSettings settings;
  private final Router router;
  private final Function<Optional<String>, Caller> callers;
  private final boolean open;
  private final Telemetry telemetry;
  private final StaticFiles files = new StaticFiles();
  private final Semaphore room;

  Door(
      WebSettings settings,
      List<Route> routes,
      Function<Optional<String>, Caller> callers,
      boolean open,
      Telemetry telemetry) {
    this.settings = settings;
    this.router = new Router(routes);
    this.callers = callers;
    this.open = open;
    this.telemetry = telemetry;
    this.room = new Semaphore(settings.maxRequests());
  }

  /** A route's name for telemetry, and what it answered. */
  private record Answer(String route, Reply reply) {}

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    long start = System.nanoTime();
    String method = request.prologue().method().text();
    Answer answer = answer(method, request);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    telemetry.request(method(method), answer.route(), answer.reply().status(), took);
    Sending.send(request, response, answer.reply());
  }

  /** Labels are few: an invented method is not one of them. */
  private static String method(String given) {
    return switch (given) {
      case "GET", "HEAD", "POST", "PUT", "DELETE" -> given;
      default -> ELSE;
    };
  }

  private Answer answer(String method, ServerRequest request) {
    String path = request.prologue().uriPath().rawPath();
    try {
      Optional<Router.Match> match = router.find(method, path);
      if (match.isEmpty()) {
        return new Answer(ELSE, file(method, path, request));
      }
      return new Answer(match.get().route().template(), guarded(match.get(), request));
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

  private Reply guarded(Router.Match match, ServerRequest request) {
    Route route = match.route();
    boolean counted = route.scope().isPresent();
    try {
      if (counted && !room.tryAcquire()) {
        throw Problem.of(
                503, "Busy", "more than " + settings.maxRequests() + " requests at once: try again")
            .withHeader("Retry-After", "1");
      }
      try {
        Caller caller = caller(route, request);
        InputStream body = body(route, request);
        return route
            .handler()
            .handle(new HelidonRequest(request, match.parameters(), caller, body));
      } finally {
        if (counted) {
          room.release();
        }
      }
    } catch (RuntimeException e) {
      return Problems.reply(Problems.of(e, route.template()));
    }
  }

  private Caller caller(Route route, ServerRequest request) {
    if (route.scope().isEmpty()) {
      return Open.NOBODY;
    }
    if (open) {
      OwnNames.check(request.headers().first(HeaderNames.HOST));
    }
    Scope scope = route.scope().get();
    Caller caller = callers.apply(request.headers().first(HeaderNames.AUTHORIZATION));
    if (!caller.scopes().contains(scope)) {
      throw Problem.of(
              403, "Forbidden", "this key may not do that: it lacks the scope " + scope.label())
          .with("field", "Authorization");
    }
    return caller;
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

  /** Who asks for what is open to everyone. */
  private static final class Open {
    private static final Caller NOBODY =
        new Caller(
            new dev.freshet.common.store.Access(
                dev.freshet.common.document.Tenant.DEFAULT, java.util.Set.of()),
            java.util.Set.of());
  }
}

package dev.freshet.query;

import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.access.AccessSettings;
import dev.freshet.query.access.Callers;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.Scope;
import dev.freshet.query.web.Route;
import dev.freshet.query.web.Web;
import dev.freshet.query.web.WebSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Health, metrics and a diagnosis over HTTP, for a process that answers no queries, or none yet:
 * {@code /health/live}, {@code /health/ready}, {@code /metrics} and {@code /v1/diagnosis}, as the
 * query service has them. Whatever else is asked under {@code /v1} is answered 503. Without keys
 * the diagnosis is given to this machine only, as everything of a query service without keys.
 */
public final class HealthService implements AutoCloseable {
  private static final String DIAGNOSIS = "/v1/diagnosis";

  private final Callers callers;
  private final Web web;

  /**
   * @param access who may ask for a diagnosis
   * @param ready what must be well for the process to be ready
   * @param diagnosis answers what looks wrong with the process
   * @throws dev.freshet.query.access.InvalidKeys when the key file cannot be used
   */
  public HealthService(
      WebSettings settings,
      AccessSettings access,
      Telemetry telemetry,
      Supplier<List<HealthCheck>> ready,
      Handler diagnosis,
      InstantSource clock) {
    callers = new Callers(access, clock);
    boolean others = callers.open() && !Web.loopback(settings.host());
    web =
        new Web(
            settings,
            routes(telemetry, ready, others ? HealthService::refuse : diagnosis),
            callers,
            telemetry);
  }

  private static Reply refuse(Request request) {
    throw Problem.of(
        403,
        "Forbidden",
        "others can reach this process, and it knows no keys: give it api-keys, or bind http.host to"
            + " 127.0.0.1");
  }

  private static List<Route> routes(
      Telemetry telemetry, Supplier<List<HealthCheck>> ready, Handler diagnosis) {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.open("/", _ -> Health.reply(ready.get())));
    routes.add(Route.open("/health/live", _ -> Health.reply(Checks.live())));
    routes.add(Route.open("/health/ready", _ -> Health.reply(ready.get())));
    routes.add(Route.open("/metrics", request -> Health.metrics(request, telemetry)));
    routes.add(
        new Route("GET", DIAGNOSIS, Optional.of(Scope.ADMIN), Route.BodyKind.NONE, diagnosis));
    for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
      for (String template : List.of("/v1/{a}", "/v1/{a}/{b}", "/v1/{a}/{b}/{c}")) {
        routes.add(
            new Route(
                method,
                template,
                Optional.empty(),
                Route.BodyKind.NONE,
                _ -> {
                  throw Problem.of(503, "Not open", "no queries are answered here now: try again")
                      .withHeader("Retry-After", "1");
                }));
      }
    }
    return List.copyOf(routes);
  }

  /** Binds the port. */
  public void start() {
    web.start();
  }

  /** The port bound. */
  public int port() {
    return web.port();
  }

  @Override
  public void close() {
    web.close();
    callers.close();
  }
}

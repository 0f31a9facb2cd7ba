package dev.freshet.query;

import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Admission;
import dev.freshet.query.exchange.Doorkeeper;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.web.Route;
import dev.freshet.query.web.Web;
import dev.freshet.query.web.WebSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Health and metrics alone, over HTTP, for a process that answers no queries, or none yet: {@code
 * /health/live}, {@code /health/ready} and {@code /metrics}, as the query service has them. What is
 * asked under {@code /v1} is answered 503.
 */
public final class HealthService implements AutoCloseable {
  private final Web web;

  /**
   * @param ready what must be well for the process to be ready
   */
  public HealthService(
      WebSettings settings, Telemetry telemetry, Supplier<List<HealthCheck>> ready) {
    web = new Web(settings, routes(telemetry, ready), new EveryRouteIsOpen(), telemetry);
  }

  private static final class EveryRouteIsOpen implements Doorkeeper {
    @Override
    public Admission admit(Optional<String> authorization, String address) {
      throw new IllegalStateException("every route is open");
    }

    @Override
    public boolean open() {
      return false;
    }
  }

  private static List<Route> routes(Telemetry telemetry, Supplier<List<HealthCheck>> ready) {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.open("/", _ -> Health.reply(ready.get())));
    routes.add(Route.open("/health/live", _ -> Health.reply(Checks.live())));
    routes.add(Route.open("/health/ready", _ -> Health.reply(ready.get())));
    routes.add(Route.open("/metrics", request -> Health.metrics(request, telemetry)));
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
  }
}

package dev.freshet.query;

import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.access.AccessSettings;
import dev.freshet.query.access.Callers;
import dev.freshet.query.access.InvalidKeys;
import dev.freshet.query.exchange.Admission;
import dev.freshet.query.exchange.Doorkeeper;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health, metrics and a diagnosis over HTTP, for a process that answers no queries, or none yet:
 * {@code /health/live}, {@code /health/ready}, {@code /metrics} and {@code /v1/diagnosis}, as the
 * query service has them. Whatever else is asked under {@code /v1} is answered 503. Without keys
 * the diagnosis is given to this machine only, as everything of a query service without keys.
 */
public final class HealthService implements AutoCloseable {
  private static final String DIAGNOSIS = "/v1/diagnosis";

  private static final Logger LOG = LoggerFactory.getLogger(HealthService.class);

  private final Optional<Callers> callers;
  private final Web web;

  private HealthService(Web web, Optional<Callers> callers) {
    this.web = web;
    this.callers = callers;
  }

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
    var known = new Callers(access, clock);
    boolean others = known.open() && !Web.loopback(settings.host());
    callers = Optional.of(known);
    web =
        new Web(
            settings,
            routes(telemetry, ready, others ? HealthService::refuse : diagnosis),
            known,
            telemetry);
  }

  /**
   * The same for a process whose own work needs no keys. A key file that cannot be used, such as
   * one that is there for the query service only, does not keep it from its work: nobody is given
   * the diagnosis then, and the log says why.
   */
  public static HealthService withoutNeedOfKeys(
      WebSettings settings,
      AccessSettings access,
      Telemetry telemetry,
      Supplier<List<HealthCheck>> ready,
      Handler diagnosis,
      InstantSource clock) {
    try {
      return new HealthService(settings, access, telemetry, ready, diagnosis, clock);
    } catch (InvalidKeys e) {
      LOG.warn("/v1/diagnosis is given to nobody, until the next start: {}", e.getMessage());
      return new HealthService(
          new Web(settings, routes(telemetry, ready, diagnosis), new NobodyEnters(), telemetry),
          Optional.empty());
    }
  }

  /** Where keys are wanted and none can be read. */
  private static final class NobodyEnters implements Doorkeeper {
    @Override
    public Admission admit(Optional<String> authorization, String address) {
      throw Problem.of(
          403,
          "Forbidden",
          "this process cannot use the key file that api-keys names, so it knows nobody: its log"
              + " says why; mend the file, or mount it here too, and start again");
    }

    @Override
    public boolean open() {
      return false;
    }
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
    callers.ifPresent(Callers::close);
  }
}

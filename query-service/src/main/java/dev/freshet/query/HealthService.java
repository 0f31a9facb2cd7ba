package dev.freshet.query;

import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.web.Route;
import dev.freshet.query.web.Web;
import dev.freshet.query.web.WebSettings;
import java.util.List;
import java.util.function.Supplier;

/**
 * Health and metrics alone, over HTTP, for a process that answers no queries: {@code /health/live},
 * {@code /health/ready} and {@code /metrics}, as the query service has them.
 */
public final class HealthService implements AutoCloseable {
  private final Web web;

  /**
   * @param ready what must be well for the process to be ready
   */
  public HealthService(
      WebSettings settings, Telemetry telemetry, Supplier<List<HealthCheck>> ready) {
    web =
        new Web(
            settings,
            List.of(
                Route.open("/", _ -> Health.reply(ready.get())),
                Route.open("/health/live", _ -> Health.reply(Checks.live())),
                Route.open("/health/ready", _ -> Health.reply(ready.get())),
                Route.open("/metrics", _ -> Health.metrics(telemetry))),
            _ -> {
              throw new IllegalStateException("every route is open");
            },
            false,
            telemetry);
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

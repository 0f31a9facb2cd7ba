package dev.freshet.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes health checks and metrics. */
final class Health {
  private Health() {}

  /** 200 where all are up that are needed, else 503. */
  static Reply reply(List<HealthCheck> checks) {
    boolean up = checks.stream().allMatch(check -> check.up() || !check.needed());
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("status", word(up));
    ArrayNode list = root.putArray("checks");
    for (HealthCheck check : checks) {
      list.addObject()
          .put("name", check.name())
          .put("status", word(check.up()))
          .put("detail", check.detail());
    }
    return Reply.json(up ? 200 : 503, root);
  }

  /** What is counted, for Prometheus, in the form that it asks for. */
  static Reply metrics(Request request, Telemetry telemetry) {
    boolean openMetrics =
        request.header("Accept").orElse("").contains("application/openmetrics-text");
    return new Reply(
        200,
        openMetrics ? Telemetry.OPEN_METRICS : "text/plain; version=0.0.4; charset=utf-8",
        Map.of("Vary", "Accept"),
        telemetry.scrape(openMetrics).getBytes(StandardCharsets.UTF_8));
  }

  private static String word(boolean up) {
    return up ? "up" : "down";
  }
}

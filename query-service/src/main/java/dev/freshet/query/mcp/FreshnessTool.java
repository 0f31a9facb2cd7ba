package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Position;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Gate;
import dev.freshet.query.retrieval.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How fresh the service is; and waiting until it is fresh enough. */
record FreshnessTool(Gate gate, Handler freshness) implements Tool {
  private static final int DEFAULT_WAIT_MILLIS = 5000;
  private static final int MAX_WAIT_MILLIS = 30_000;

  @Override
  public Told call(ObjectNode arguments, Request http) {
    Fields outer = Fields.of(arguments, "", List.of("freshness"));
    Fields wanted =
        Fields.of(
            outer.has("freshness") ? outer.get("freshness") : JsonNodeFactory.instance.objectNode(),
            "freshness",
            List.of("token", "asOf", "waitMs"));
    Optional<Position> token = wanted.text("token").map(FreshnessTool::token);
    Optional<Instant> asOf = wanted.time("asOf");
    if (token.isPresent() && asOf.isPresent()) {
      throw Problem.field("freshness", "\"freshness\" has both a token and asOf: give one of them");
    }
    int wait = wanted.integer("waitMs", DEFAULT_WAIT_MILLIS, 0, MAX_WAIT_MILLIS);
    View view = gate.await(token, asOf, Duration.ofMillis(wait), http.caller().access());
    var structure = (ObjectNode) new ToolRequest(http.caller(), Map.of(), Map.of()).ask(freshness);
    view.write(structure);
    return new Told(Freshly.line(view) + structure.toPrettyString(), structure);
  }

  private static Position token(String text) {
    try {
      return Position.parse(text);
    } catch (IllegalArgumentException _) {
      throw Problem.field(
          "freshness.token",
          "\"freshness.token\" is no token: give topic-partition@offset, such as documents-0@42");
    }
  }
}

package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Demand;
import dev.freshet.query.retrieval.Gate;
import dev.freshet.query.retrieval.View;
import java.util.List;
import java.util.Map;

/** How fresh the service is; and waiting until it is fresh enough. */
record FreshnessTool(Gate gate, Handler freshness) implements Tool {
  @Override
  public Told call(ObjectNode arguments, Request http) {
    Demand demand = Demand.read(Fields.of(arguments, "", List.of("freshness")));
    View view =
        gate.await(demand.token(), demand.asOf(), demand.patience(), http.caller().access());
    var structure = (ObjectNode) new ToolRequest(http.caller(), Map.of(), Map.of()).ask(freshness);
    view.write(structure);
    return new Told(Freshly.line(view) + structure.toPrettyString(), structure);
  }
}

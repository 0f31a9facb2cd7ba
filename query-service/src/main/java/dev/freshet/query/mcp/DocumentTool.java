package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Request;
import java.util.List;
import java.util.Map;

/** What is told of one document: its state, its version, why it failed. */
record DocumentTool(Handler documents) implements Tool {
  @Override
  public Told call(ObjectNode arguments, Request http) {
    Fields fields = Fields.of(arguments, "", List.of("id", "source"));
    String id =
        fields
            .text("id")
            .orElseThrow(() -> Problem.field("id", "\"id\" is missing: give the document's id"));
    Map<String, List<String>> query =
        fields.text("source").map(s -> Map.of("source", List.of(s))).orElse(Map.of());
    JsonNode told = new ToolRequest(http.caller(), Map.of("id", id), query).ask(documents);
    Fence fence = Fence.ofNow();
    String line = "The document is " + told.path("state").asText() + ".\n";
    return new Told(
        line + fence.explained() + fence.around(told.toPrettyString()), (ObjectNode) told);
  }
}

package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.watch.Watch;

/**
 * A standing question, asked again and again: there is no stream, so each call waits for a while
 * and says where the next one goes on.
 */
record WatchTool(Watch watch) implements Tool {
  @Override
  public Told call(ObjectNode arguments, Request http) {
    ObjectNode told = watch.poll(arguments, http.caller().access());
    return new Told(text(told), told);
  }

  private static String text(ObjectNode told) {
    String goOn =
        "To hear what comes from here on, ask again with \"after\": "
            + told.get("next")
            + " and the same query.\n";
    if (told.get("events").isEmpty()) {
      return "Nothing new meets the query yet. " + goOn;
    }
    Fence fence = Fence.ofNow();
    var text = new StringBuilder(goOn).append(fence.explained());
    for (JsonNode event : told.get("events")) {
      text.append('\n')
          .append(event.get("event").asText())
          .append('\n')
          .append(fence.around(event.get("data").toPrettyString()));
    }
    return text.toString();
  }
}

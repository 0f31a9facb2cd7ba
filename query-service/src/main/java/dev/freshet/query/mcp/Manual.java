package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What agents are told of the tools, out of the class path's {@code mcp/tools.json}. What several
 * schemas share stands there once, and is written into each that refers to it.
 */
record Manual(String instructions, List<ObjectNode> tools) {
  private static final String SHARED = "$defs";

  static Manual read() {
    try (InputStream in = Manual.class.getResourceAsStream("/mcp/tools.json")) {
      JsonNode file = new ObjectMapper().readTree(in);
      List<ObjectNode> tools = new ArrayList<>();
      for (JsonNode tool : file.get("tools")) {
        if (tool.at("/inputSchema").get(SHARED) instanceof ObjectNode shared) {
          share(shared, tool.toString(), file.get(SHARED));
        }
        tools.add((ObjectNode) tool);
      }
      return new Manual(file.get("instructions").asText(), List.copyOf(tools));
    } catch (IOException e) {
      throw new UncheckedIOException("mcp/tools.json cannot be read", e);
    }
  }

  private static void share(ObjectNode shared, String tool, JsonNode all) {
    for (Map.Entry<String, JsonNode> entry : all.properties()) {
      if (tool.contains("\"#/" + SHARED + "/" + entry.getKey() + "\"")) {
        shared.set(entry.getKey(), entry.getValue());
      }
    }
  }
}

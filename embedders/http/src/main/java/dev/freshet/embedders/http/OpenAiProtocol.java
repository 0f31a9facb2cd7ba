package dev.freshet.embedders.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** {@code POST /v1/embeddings}: {model, input[], dimensions?} to {data: [{index, embedding[]}]}. */
record OpenAiProtocol(String model, int dimensions) implements Protocol {

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public String path() {
    return "/v1/embeddings";
  }

  @Override
  public JsonNode request(List<String> texts) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("model", model);
    texts.forEach(body.putArray("input")::add);
    body.put("encoding_format", "float");
    if (dimensions > 0) {
      body.put("dimensions", dimensions);
    }
    return body;
  }

  @Override
  public List<JsonNode> vectors(JsonNode answer, int texts) throws Garbage {
    JsonNode data = answer.path("data");
    if (!data.isArray() || data.size() != texts) {
      throw new Garbage("it gave " + data.size() + " vectors for " + texts + " texts");
    }
    JsonNode[] ordered = new JsonNode[texts];
    int position = 0;
    for (JsonNode item : data) {
      int index = item.path("index").asInt(position++);
      if (index < 0 || index >= texts || ordered[index] != null) {
        throw new Garbage("it gave index " + index + " twice or out of range");
      }
      ordered[index] = item.path("embedding");
    }
    return Arrays.asList(ordered);
  }
}

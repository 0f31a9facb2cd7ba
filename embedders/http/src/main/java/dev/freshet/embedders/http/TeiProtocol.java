package dev.freshet.embedders.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /embed}: {inputs[], normalize, truncate} to an array of arrays. */
record TeiProtocol() implements Protocol {

  @Override
  public String name() {
    return "tei";
  }

  @Override
  public String path() {
    return "/embed";
  }

  @Override
  public JsonNode request(List<String> texts) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    texts.forEach(body.putArray("inputs")::add);
    body.put("normalize", true);
    body.put("truncate", true);
    return body;
  }

  @Override
  public List<JsonNode> vectors(JsonNode answer, int texts) throws Garbage {
    if (!answer.isArray() || answer.size() != texts) {
      throw new Garbage("it gave " + answer.size() + " vectors for " + texts + " texts");
    }
    List<JsonNode> vectors = new ArrayList<>();
    answer.forEach(vectors::add);
    return vectors;
  }
}

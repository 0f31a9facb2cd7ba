package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.ResultJson;
import dev.freshet.query.retrieval.Retrieved;
import dev.freshet.query.retrieval.Retriever;
import dev.freshet.query.retrieval.SearchReader;

/** Passages that answer a question, with where they come from. */
record SearchTool(SearchReader reader, Retriever retriever, ResultJson json) implements Tool {
  /** So many passages where the agent does not say: a screen of text. */
  static final int DEFAULT_LIMIT = 8;

  SearchTool(SearchReader reader, Retriever retriever) {
    this(reader, retriever, new ResultJson(new TextAnalysis()));
  }

  @Override
  public Told call(ObjectNode arguments, Request http) {
    Fields fields = Fields.of(arguments, "", SearchReader.FIELDS);
    Retrieved found =
        retriever.retrieve(reader.read(fields, DEFAULT_LIMIT), http.caller().access());
    ObjectNode structure = JsonNodeFactory.instance.objectNode();
    json.write(structure, found);
    return new Told(text(structure, found), structure);
  }

  private static String text(ObjectNode structure, Retrieved found) {
    var text = new StringBuilder(Freshly.line(found.view()));
    if (found.passages().isEmpty()) {
      return text.append("Nothing fits the query among the documents that you may read.\n")
          .toString();
    }
    Fence fence = Fence.ofNow();
    text.append(fence.explained());
    int number = 0;
    for (JsonNode result : structure.get("results")) {
      number++;
      text.append("\n[").append(number).append("]\n").append(fence.around(passage(result)));
    }
    return text.toString();
  }

  private static String passage(JsonNode result) {
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    JsonNode document = result.get("document");
    for (String name : new String[] {"id", "source", "version", "title", "sourceUri"}) {
      head.set(name, document.get(name));
    }
    head.set("publishedAt", document.get("publishedAt"));
    head.set("headingPath", result.at("/passage/headingPath"));
    head.set("page", result.at("/passage/page"));
    head.set("score", result.get("score"));
    return head + "\n" + result.at("/passage/text").asText();
  }
}

package dev.freshet.query.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Mode;
import dev.freshet.query.retrieval.SearchReader;
import dev.freshet.query.retrieval.SearchRequest;
import java.util.List;
import java.util.Optional;

/** Reads what is watched for, strictly: from the parameters of a GET or the fields of a body. */
final class WantedReader {
  /** What a watch knows, in a body. */
  static final List<String> FIELDS = List.of("query", "mode", "minScore", "filter", "sources");

  private static final ObjectMapper JSON = new ObjectMapper();
  private final SearchReader search;

  /**
   * @param sources the source topics there are
   */
  WantedReader(List<String> sources) {
    this.search = new SearchReader(sources);
  }

  /** From the parameters of a request. */
  Wanted read(Request request) {
    Parameters parameters = Parameters.of(request, FIELDS);
    ObjectNode body = JSON.createObjectNode();
    parameters.text("query").ifPresent(query -> body.put("query", query));
    parameters.text("mode").ifPresent(mode -> body.put("mode", mode));
    parameters.text("filter").ifPresent(filter -> body.set("filter", filter(filter)));
    parameters.text("minScore").ifPresent(min -> body.put("minScore", number(min)));
    parameters
        .text("sources")
        .ifPresent(
            sources -> {
              ArrayNode list = body.putArray("sources");
              for (String source : sources.split(",", -1)) {
                list.add(source.strip());
              }
            });
    return read(Fields.of(body, "", FIELDS));
  }

  /** From the fields of a body, which may have others besides. */
  Wanted read(Fields fields) {
    SearchRequest read = search.read(fields, 1);
    return new Wanted(
        read.query(),
        read.mode(),
        minScore(fields, read.mode()),
        read.filter(),
        fields.has("filter") ? Optional.of(fields.get("filter")) : Optional.empty(),
        read.sources());
  }

  private static double minScore(Fields fields, Mode mode) {
    if (!fields.has("minScore")) {
      return fallback(mode);
    }
    if (!fields.get("minScore").isNumber()) {
      throw fields.wrong("minScore", "give a number from 0 to 1");
    }
    double given = fields.get("minScore").asDouble();
    if (!(given >= 0 && given <= 1)) {
      throw Problem.field("minScore", "\"minScore\" is out of bounds: give a number from 0 to 1");
    }
    return given;
  }

  /** Half and half of what is measured to be near, or all of the words: docs/watch.md. */
  private static double fallback(Mode mode) {
    return switch (mode) {
      case HYBRID -> .6;
      case DENSE -> .7;
      case SPARSE -> 1;
    };
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw Problem.field("minScore", "parameter \"minScore\": give a number from 0 to 1");
    }
  }

  private static JsonNode filter(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException _) {
      throw Problem.field(
          "filter",
          "parameter \"filter\" is no JSON: give a filter tree such as"
              + " {\"field\":\"meta.team\",\"eq\":\"legal\"}, percent-encoded");
    }
  }
}

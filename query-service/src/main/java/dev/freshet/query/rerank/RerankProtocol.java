package dev.freshet.query.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** What is sent to a reranker, and what its answer means. */
enum RerankProtocol {
  TEI("/rerank", "texts", "score") {
    @Override
    void complete(ObjectNode request, String model, int texts) {
      request.put("truncate", true);
    }

    @Override
    JsonNode results(JsonNode answer) {
      return answer;
    }
  },
  COHERE("/v1/rerank", "documents", "relevance_score") {
    @Override
    void complete(ObjectNode request, String model, int texts) {
      if (!model.isEmpty()) {
        request.put("model", model);
      }
      request.put("top_n", texts);
      request.put("return_documents", false);
    }

    @Override
    JsonNode results(JsonNode answer) {
      return answer.path("results");
    }
  };

  private final String path;
  private final String texts;
  private final String score;

  RerankProtocol(String path, String texts, String score) {
    this.path = path;
    this.texts = texts;
    this.score = score;
  }

  static RerankProtocol of(RerankSettings.Protocol protocol) {
    return switch (protocol) {
      case TEI -> TEI;
      case COHERE -> COHERE;
    };
  }

  String path() {
    return path;
  }

  ObjectNode request(String model, String query, List<String> wanted) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("query", query);
    ArrayNode list = request.putArray(texts);
    wanted.forEach(list::add);
    complete(request, model, wanted.size());
    return request;
  }

  abstract void complete(ObjectNode request, String model, int texts);

  abstract JsonNode results(JsonNode answer);

  /**
   * The score of each text.
   *
   * @throws NotReranked where it is not one number for each
   */
  double[] scores(JsonNode answer, int wanted) throws NotReranked {
    double[] scores = new double[wanted];
    Arrays.fill(scores, Double.NaN);
    for (JsonNode result : results(answer)) {
      int index = result.path("index").asInt(-1);
      JsonNode given = result.path(score);
      if (index >= 0 && index < wanted && given.isNumber()) {
        scores[index] = given.asDouble();
      }
    }
    if (!Arrays.stream(scores).allMatch(Double::isFinite)) {
      throw new NotReranked("the reranker did not score every passage");
    }
    return scores;
  }
}

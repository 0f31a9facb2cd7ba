package dev.freshet.query.context;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Passage;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.query.retrieval.ResultJson;

/** Writes contexts. */
final class ContextJson {
  private ContextJson() {}

  static ObjectNode write(ContextRequest request, Context context) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("text", context.text());
    answer.put("tokens", context.tokens());
    answer.put("tokenBudget", request.tokenBudget());
    answer.put("tokenizer", request.counting().label());
    ArrayNode citations = answer.putArray("citations");
    context.citations().forEach(citation -> citation(citations.addObject(), citation));
    ObjectNode dropped = answer.putObject("dropped");
    dropped.put("suspicious", context.dropped().suspicious());
    dropped.put("nearDuplicates", context.dropped().nearDuplicates());
    dropped.put("budget", context.dropped().budget());
    context.view().write(answer);
    return answer;
  }

  private static void citation(ObjectNode node, Citation citation) {
    node.put("number", citation.number());
    ResultJson.document(node.putObject("document"), citation.passages().getFirst());
    ArrayNode pages = node.putArray("pages");
    citation.passages().stream()
        .flatMap(found -> found.passage().page().stream())
        .distinct()
        .forEach(pages::add);
    ArrayNode passages = node.putArray("passages");
    citation.passages().forEach(found -> passage(passages.addObject(), found));
    node.put("text", citation.text());
    ArrayNode suspicious = node.putArray("suspicious");
    citation.suspicious().forEach(suspicious::add);
    node.put("truncated", citation.truncated());
  }

  private static void passage(ObjectNode node, FoundPassage found) {
    Passage passage = found.passage();
    node.put("ordinal", passage.ordinal());
    node.put("page", passage.page().orElse(null));
    ArrayNode path = node.putArray("headingPath");
    passage.headingPath().forEach(path::add);
  }
}

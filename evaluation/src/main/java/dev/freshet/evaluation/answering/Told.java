package dev.freshet.evaluation.answering;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was answered to a question.
 *
 * @param answered whether it claims to answer
 * @param kind quoted or written
 * @param text without the marks of citations
 * @param cited the documents that were cited
 * @param sentences how many
 * @param unsupported how many of them their citations do not support
 * @param millis until the whole answer was there, as the caller sees it
 * @param cost in the currency that prices are set in; 0 where none are
 */
record Told(
    QuestionSet.Question question,
    boolean answered,
    String kind,
    String text,
    Set<String> cited,
    int sentences,
    int unsupported,
    double millis,
    double cost) {

  static Told of(QuestionSet.Question question, JsonNode answer, double millis) {
    List<JsonNode> sentences = new ArrayList<>();
    answer.required("sentences").forEach(sentences::add);
    // "citations" are all that could be cited; its sentences say which were.
    Set<Integer> numbers = new HashSet<>();
    sentences.forEach(s -> s.required("citations").forEach(n -> numbers.add(n.asInt())));
    Set<String> cited = new LinkedHashSet<>();
    for (JsonNode citation : answer.required("citations")) {
      if (numbers.contains(citation.required("number").asInt())) {
        cited.add(citation.required("document").required("id").asText());
      }
    }
    int unsupported =
        (int) sentences.stream().filter(s -> !s.required("supported").asBoolean()).count();
    return new Told(
        question,
        answer.required("answered").asBoolean(),
        answer.required("kind").asText(),
        answer.required("text").asText().replaceAll("\\s*\\[\\d+]", ""),
        cited,
        sentences.size(),
        unsupported,
        millis,
        answer.path("cost").asDouble());
  }
}

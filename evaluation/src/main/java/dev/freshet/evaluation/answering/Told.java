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
 * @param unsupported how many of them their citations do not support; all, where nothing is cited
 * @param millis until the whole answer was there, as the caller sees it
 * @param cost in the currency that prices are set in; 0 where none are
 */
public record Told(
    QuestionSet.Question question,
    boolean answered,
    String kind,
    String text,
    Set<String> cited,
    int sentences,
    int unsupported,
    double millis,
    double cost) {

  /** Makes it of an answer of {@code POST /v1/answer}. */
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
        withoutMarks(answer.required("text").asText()),
        cited,
        sentences.size(),
        unsupported,
        millis,
        answer.path("cost").asDouble());
  }

  /** A text without its marks of citations, such as {@code [1]}, and without blanks around. */
  public static String withoutMarks(String text) {
    return text.replaceAll("\\s*\\[\\d+]", "").strip();
  }

  /**
   * Whether a right answer stands in it; of a question that nothing answers, whether it says so.
   */
  public boolean right() {
    return question.right().isEmpty()
        ? !answered
        : answered
            && question.right().stream().anyMatch(right -> Overlap.contained(text, right) > 0);
  }

  /** F1 of words with the best of the right answers, as SQuAD has it; 0 where it is declined. */
  public double f1() {
    return answered
        ? question.right().stream().mapToDouble(r -> Overlap.f1(text, r)).max().orElse(0)
        : 0;
  }

  /** ROUGE-L's F1 with the best of the right answers; 0 where it is declined. */
  public double rougeL() {
    return answered
        ? question.right().stream().mapToDouble(r -> Overlap.rougeL(text, r)).max().orElse(0)
        : 0;
  }
}

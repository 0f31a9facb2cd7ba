package dev.freshet.evaluation.answering;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.evaluation.quality.Collection;
import dev.freshet.evaluation.quality.JsonLines;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Questions with what counts as right: a collection in BEIR's layout whose {@code queries.jsonl}
 * has {@code answers} (texts, or objects with a {@code text}), and {@code unanswerable.jsonl}
 * ({@code _id}, {@code text}) where some have none.
 *
 * @param collection the documents
 * @param answerable each with at least one answer
 * @param unanswerable each with none
 */
public record QuestionSet(
    Collection collection, List<Question> answerable, List<Question> unanswerable) {

  /**
   * A question.
   *
   * @param right answers that count as right; none: nothing answers it
   * @param documents that have one
   */
  public record Question(String text, List<String> right, Set<String> documents) {}

  /**
   * Reads a folder.
   *
   * @throws UnusableCollection naming the file and the line
   */
  public static QuestionSet read(Path folder) throws IOException {
    Collection collection = Collection.read(folder);
    List<Question> answerable = new ArrayList<>();
    for (JsonNode node : JsonLines.read(folder.resolve("queries.jsonl"), "_id", "text")) {
      Set<String> right = new LinkedHashSet<>();
      for (JsonNode answer : node.path("answers")) {
        right.add(answer.isObject() ? answer.path("text").asText() : answer.asText());
      }
      // Punctuation alone is no answer: it would stand in every text.
      right.removeIf(answer -> Words.essential(answer).isEmpty());
      Map<String, Integer> judged = collection.judgements().get(node.get("_id").asText());
      if (!right.isEmpty() && judged != null) {
        answerable.add(
            new Question(node.get("text").asText(), List.copyOf(right), judged.keySet()));
      }
    }
    if (answerable.isEmpty()) {
      throw new UnusableCollection(
          folder.resolve("queries.jsonl") + ": no question has \"answers\": give a list of texts");
    }
    List<Question> unanswerable = new ArrayList<>();
    Path none = folder.resolve("unanswerable.jsonl");
    if (Files.isRegularFile(none)) {
      for (JsonNode node : JsonLines.read(none, "_id", "text")) {
        unanswerable.add(new Question(node.get("text").asText(), List.of(), Set.of()));
      }
    }
    return new QuestionSet(collection, answerable, unanswerable);
  }
}

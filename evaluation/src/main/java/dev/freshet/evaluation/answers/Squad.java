package dev.freshet.evaluation.answers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.evaluation.quality.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Paragraphs and questions.
 *
 * @param paragraphs in their order; those of one article stand together
 * @param answerable questions with what answers them
 * @param unanswerable questions made to look as if a paragraph answered them
 * @param foreign questions of another field
 */
record Squad(
    List<Paragraph> paragraphs,
    List<Question> answerable,
    List<Question> unanswerable,
    List<Question> foreign) {
  /** A paragraph; its id is its article's number, a dash, and its own. */
  record Paragraph(String id, String title, String text) {}

  /**
   * A question.
   *
   * @param paragraph that it was asked about; empty: none
   * @param answers that count as right; none: there is none
   */
  record Question(String text, String paragraph, List<String> answers) {
    /** Half of the articles, for fitting; the others are for judging. */
    boolean fits() {
      String article = paragraph.isEmpty() ? text : paragraph.substring(0, paragraph.indexOf('-'));
      return article.hashCode() % 2 == 0;
    }

    boolean answeredBy(String sentence) {
      return answers.stream().anyMatch(sentence::contains);
    }
  }

  /**
   * @param data the folder that holds {@code squad2} and {@code cranfield}
   */
  static Squad read(Path data) throws IOException {
    Path folder = data.resolve("squad2");
    Map<String, String> about = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("qrels.tsv"))) {
      String[] fields = line.split("\t", -1);
      about.put(fields[0], fields[1]);
    }
    List<Paragraph> paragraphs = new ArrayList<>();
    for (JsonNode node : JsonLines.read(folder.resolve("corpus.jsonl"), "_id", "text")) {
      paragraphs.add(new Paragraph(text(node, "_id"), text(node, "title"), text(node, "text")));
    }
    List<Question> answerable = new ArrayList<>();
    for (JsonNode node : JsonLines.read(folder.resolve("queries.jsonl"), "_id", "text")) {
      answerable.add(
          new Question(
              text(node, "text"),
              about.get(text(node, "_id")),
              node.findValuesAsText("text", new ArrayList<>())
                  .subList(1, 1 + node.required("answers").size())));
    }
    List<Question> unanswerable = new ArrayList<>();
    for (JsonNode node : JsonLines.read(folder.resolve("unanswerable.jsonl"), "_id", "text")) {
      unanswerable.add(new Question(text(node, "text"), text(node, "nearest_doc"), List.of()));
    }
    List<Question> foreign = new ArrayList<>();
    for (JsonNode node : JsonLines.read(data.resolve("cranfield/queries.jsonl"), "_id", "text")) {
      foreign.add(new Question(text(node, "text"), "", List.of()));
    }
    return new Squad(paragraphs, answerable, unanswerable, foreign);
  }

  /** So many of each, chosen by a seed. */
  Squad sample(int many, int seed) {
    return new Squad(
        paragraphs,
        some(answerable, many, seed),
        some(unanswerable, many, seed),
        some(foreign, many / 2, seed));
  }

  private static List<Question> some(List<Question> all, int many, int seed) {
    List<Question> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(seed));
    return List.copyOf(shuffled.subList(0, Math.min(many, shuffled.size())));
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).asText();
  }
}

package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.ranking.PairedTest;
import dev.freshet.evaluation.report.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Another run's {@code report.json}, which this one is held against, question by question: other
 * settings, another model, another release.
 *
 * @param file where it stands
 * @param values by mode and question, nDCG@10
 */
record Earlier(Path file, Map<String, Map<String, Double>> values) {

  /**
   * One mode of both runs.
   *
   * @param questions that both asked, in this run's order
   * @param before what the other run has of each
   * @param now what this one has of each
   * @param test this one less the other
   */
  record Moved(List<String> questions, List<Double> before, List<Double> now, PairedTest test) {}

  /**
   * Reads it.
   *
   * @param collection what both must have been asked of
   * @throws IllegalArgumentException where the file cannot be compared, saying why
   */
  static Earlier read(Path file, String collection) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("--against " + file + ": there is no such file");
    }
    JsonNode root = tree(file);
    String other = root.path("collection").asText();
    if (!other.equals(collection)) {
      throw new IllegalArgumentException(
          "--against "
              + file
              + ": is of the collection \""
              + other
              + "\", not \""
              + collection
              + "\"");
    }
    Map<String, Map<String, Double>> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> question : root.path(EvalJson.QUESTIONS).properties()) {
      for (Map.Entry<String, JsonNode> mode : question.getValue().properties()) {
        values
            .computeIfAbsent(mode.getKey(), _ -> new HashMap<>())
            .put(question.getKey(), mode.getValue().asDouble());
      }
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "--against " + file + ": has no figures question by question: run that eval again");
    }
    return new Earlier(file, values);
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(
          "--against " + file + ": is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** By mode that both have, where they have questions in common. */
  SequencedMap<String, Moved> against(SequencedMap<String, Scores> modes) {
    SequencedMap<String, Moved> moved = new LinkedHashMap<>();
    modes.forEach(
        (mode, scores) -> {
          Map<String, Double> then = values.getOrDefault(mode, Map.of());
          double[] each = scores.values().get(Scores.MAIN);
          List<String> questions = new ArrayList<>();
          List<Double> before = new ArrayList<>();
          List<Double> now = new ArrayList<>();
          int at = 0;
          for (String question : scores.rankings().keySet()) {
            if (then.containsKey(question)) {
              questions.add(question);
              before.add(then.get(question));
              // As it is written, so that equal runs are equal.
              now.add(Outcome.rounded(each[at]));
            }
            at++;
          }
          if (!questions.isEmpty()) {
            moved.put(mode, new Moved(questions, before, now, PairedTest.of(now, before)));
          }
        });
    return moved;
  }
}

package dev.freshet.evaluation.freshness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.evaluation.freshness.Happening.Change;
import dev.freshet.evaluation.freshness.Happening.Midnight;
import dev.freshet.evaluation.freshness.Happening.Question;
import dev.freshet.evaluation.quality.Collection;
import dev.freshet.evaluation.quality.JsonLines;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A knowledge base, and what happens to it: {@code initial.jsonl} ({@code id}, {@code text}),
 * {@code changes.jsonl} ({@code at}, {@code id}, {@code text}, null where the page was deleted) and
 * {@code questions.jsonl} ({@code at}, {@code id}, {@code question}, {@code answer}, {@code was}).
 *
 * @param name the folder's
 * @param initial pages in order
 * @param happenings by time, the midnights (UTC) between the first and the last of them among them
 */
record Replay(String name, List<Page> initial, List<Happening> happenings) {
  /** A page before the first change. */
  record Page(String id, String text) {}

  /**
   * Reads a folder.
   *
   * @param chosen of all the questions those that are asked
   * @throws UnusableCollection naming the file and the line
   */
  static Replay read(Path folder, UnaryOperator<List<MovedQuestion>> chosen) throws IOException {
    List<Page> initial = new ArrayList<>();
    for (JsonNode node : JsonLines.read(folder.resolve("initial.jsonl"), "id", "text")) {
      initial.add(new Page(node.get("id").asText(), node.get("text").asText()));
    }
    List<Happening> happenings = new ArrayList<>();
    Path changes = folder.resolve("changes.jsonl");
    for (JsonNode node : JsonLines.read(changes, "id", "at", "text")) {
      Optional<String> text =
          Optional.of(node.get("text")).filter(t -> !t.isNull()).map(JsonNode::asText);
      happenings.add(new Change(at(changes, node), node.get("id").asText(), text));
    }
    List<MovedQuestion> moved = moved(folder.resolve("questions.jsonl"));
    Set<MovedQuestion> asked = Set.copyOf(chosen.apply(moved));
    happenings.addAll(asked(moved).stream().filter(q -> asked.contains(q.moved())).toList());
    if (initial.isEmpty() || happenings.isEmpty()) {
      throw new UnusableCollection(folder + ": give at least one page and one change");
    }
    happenings.addAll(midnights(happenings));
    happenings.sort(Happening.ORDER);
    String name = Collection.nameOf(folder);
    return new Replay(name, List.copyOf(initial), List.copyOf(happenings));
  }

  private static List<MovedQuestion> moved(Path file) throws IOException {
    Map<String, Set<String>> former = new HashMap<>();
    List<JsonNode> nodes =
        new ArrayList<>(JsonLines.read(file, "id", "at", "question", "answer", "was"));
    Map<JsonNode, Instant> times = new HashMap<>();
    for (JsonNode node : nodes) {
      times.put(node, at(file, node));
    }
    nodes.sort(Comparator.comparing(times::get));
    List<MovedQuestion> all = new ArrayList<>();
    for (JsonNode node : nodes) {
      String page = node.get("id").asText();
      String text = node.get("question").asText();
      Set<String> before = former.computeIfAbsent(page + "\n" + text, _ -> new HashSet<>());
      before.add(node.get("was").asText());
      String answer = node.get("answer").asText();
      // An answer that came back is right again.
      before.remove(answer);
      all.add(new MovedQuestion(times.get(node), page, text, answer, before));
      before.add(answer);
    }
    return all;
  }

  /** Each question at each age, unless its answer has moved again by then. */
  private static List<Question> asked(List<MovedQuestion> moved) {
    Map<String, Instant> next = new HashMap<>();
    List<Question> all = new ArrayList<>();
    for (MovedQuestion question : moved.reversed()) {
      Instant end = next.getOrDefault(question.key(), Instant.MAX);
      for (Age age : Age.values()) {
        Instant at = question.at().plus(age.since());
        if (age == Age.NEW || at.isBefore(end)) {
          all.add(new Question(at, question, age));
        }
      }
      next.put(question.key(), question.at());
    }
    return all;
  }

  private static List<Midnight> midnights(List<Happening> happenings) {
    Instant first =
        happenings.stream().map(Happening::at).min(Comparator.naturalOrder()).orElseThrow();
    Instant last =
        happenings.stream().map(Happening::at).max(Comparator.naturalOrder()).orElseThrow();
    List<Midnight> all = new ArrayList<>();
    Instant night = first.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
    for (; !night.isAfter(last); night = night.plus(Duration.ofDays(1))) {
      all.add(new Midnight(night));
    }
    return all;
  }

  private static Instant at(Path file, JsonNode node) {
    String text = node.get("at").asText();
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new UnusableCollection(
          file
              + ", "
              + node.get("id").asText()
              + ": at is \""
              + text
              + "\": give a time as 2026-05-31T02:30:35+03:00");
    }
  }
}

package dev.freshet.evaluation.arms;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.evaluation.answering.QuestionSet.Question;
import dev.freshet.evaluation.answering.Told;
import dev.freshet.evaluation.quality.JsonLines;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a model was trained on: questions with their answers. */
final class Lessons {
  private static final TextAnalysis ANALYSIS = new TextAnalysis();
  private static final String ASKED = "Question: ";

  private final String from;
  private final List<Lesson> all;

  /** A question as it is known by, and what answers it. */
  private record Lesson(Set<String> words, String answer) {}

  private Lessons(String from, List<Lesson> all) {
    this.from = from;
    this.all = List.copyOf(all);
  }

  /**
   * The chats of a dataset's training.
   *
   * @param folder as {@code ./freshet dataset build --format chat} writes it
   * @throws UnusableCollection naming the file and the line
   */
  static Lessons dataset(Path folder) throws IOException {
    List<Lesson> all = new ArrayList<>();
    JsonLines.each(
        folder.resolve("chat.train.jsonl"),
        List.of(),
        (where, chat) -> all.add(lesson(where, chat.path("messages"))));
    return new Lessons("the dataset's training", all);
  }

  private static Lesson lesson(String where, JsonNode messages) {
    String user = "";
    String assistant = "";
    for (JsonNode message : messages) {
      switch (message.path("role").asText()) {
        case "user" -> user = message.path("content").asText();
        case "assistant" -> assistant = message.path("content").asText();
        default -> {} // What the system says is no lesson.
      }
    }
    if (!user.contains(ASKED) || assistant.isBlank()) {
      throw new UnusableCollection(
          where + ": give a user's message with \"Question: \" and an assistant's");
    }
    String question = user.substring(user.lastIndexOf(ASKED) + ASKED.length());
    return new Lesson(words(question), Told.withoutMarks(assistant));
  }

  /** Questions of a collection with the first of their answers. */
  static Lessons questions(List<Question> questions) {
    return new Lessons(
        "the collection's questions that are not asked",
        questions.stream()
            .map(question -> new Lesson(words(question.text()), question.right().getFirst()))
            .toList());
  }

  /** Where they are from. */
  String from() {
    return from;
  }

  /** How many there are. */
  int size() {
    return all.size();
  }

  /** How many of these questions stand among them, by their words' stems in any order. */
  long asked(List<Question> questions) {
    Set<Set<String>> known = new HashSet<>();
    all.forEach(lesson -> known.add(lesson.words()));
    return questions.stream().filter(question -> known.contains(words(question.text()))).count();
  }

  /**
   * The answer to the question that has most words in common with this one.
   *
   * @param least share of the words of both that they must have in common, 0 to 1
   */
  Optional<String> nearest(String question, double least) {
    Set<String> words = words(question);
    double best = least;
    Optional<String> answer = Optional.empty();
    for (Lesson lesson : all) {
      double likeness = likeness(words, lesson.words());
      if (likeness >= best && (answer.isEmpty() || likeness > best)) {
        best = likeness;
        answer = Optional.of(lesson.answer());
      }
    }
    return answer;
  }

  private static double likeness(Set<String> ones, Set<String> others) {
    long common = ones.stream().filter(others::contains).count();
    return common == 0 ? 0 : 2.0 * common / (ones.size() + others.size());
  }

  /** The different stems of a text, without stop words. */
  static Set<String> words(String text) {
    return Set.copyOf(ANALYSIS.queryTerms(text));
  }
}

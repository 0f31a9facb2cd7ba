package dev.freshet.query.reevaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.common.text.Sha256;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Spelling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file of questions strictly: a JSON object a line, {@code query} and {@code relevant} (a
 * list of document ids, or an object of grades by id), and where they are wanted {@code tenant},
 * {@code principals} and {@code source}. Blank lines are passed over.
 */
final class QuestionFile {
  static final int MOST_QUESTIONS = 2_000;
  static final int MOST_RELEVANT = 1_000;
  static final int HIGHEST_GRADE = 100;
  private static final long MOST_BYTES = 16L << 20;
  private static final int MOST_PROBLEMS = 20;
  private static final int MOST_PRINCIPALS = 1_000;
  private static final int MOST_CHARACTERS = 4096;
  private static final List<String> FIELDS =
      List.of("query", "relevant", "tenant", "principals", "source");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final List<String> sources;
  private final List<Question> questions = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<Asked, Integer> lines = new HashMap<>();

  /** What makes two questions the same one. */
  private record Asked(String text, Access asker, Optional<String> source) {}

  private QuestionFile(List<String> sources) {
    this.sources = sources;
  }

  /**
   * The questions, in the file's order.
   *
   * @param sources the source topics there are
   * @throws InvalidQuestions naming each line that cannot be used, the first 20 of them
   */
  static QuestionSet read(Path file, List<String> sources) {
    byte[] bytes = bytes(file);
    var reading = new QuestionFile(sources);
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      if (!line.isBlank()) {
        reading.line(number, line);
      }
    }
    int count = reading.questions.size();
    if (reading.problems.isEmpty() && (count == 0 || count > MOST_QUESTIONS)) {
      reading.problems.add("has " + count + " questions: give 1 to " + MOST_QUESTIONS);
    }
    if (!reading.problems.isEmpty()) {
      throw new InvalidQuestions(file, shown(reading.problems));
    }
    return new QuestionSet(reading.questions, Sha256.hex(bytes));
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new InvalidQuestions(file, List.of("is larger than " + MOST_BYTES + " bytes"));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      throw new InvalidQuestions(file, List.of("there is no such file"));
    } catch (IOException e) {
      throw new InvalidQuestions(file, List.of("cannot be read: " + e.getMessage()));
    }
  }

  private static List<String> shown(List<String> problems) {
    List<String> first = new ArrayList<>(problems.stream().limit(MOST_PROBLEMS).toList());
    if (problems.size() > MOST_PROBLEMS) {
      first.add("and " + (problems.size() - MOST_PROBLEMS) + " more");
    }
    return first;
  }

  private void line(int number, String line) {
    String where = "line " + number + ": ";
    try {
      Question question = question(number, JSON.readTree(line));
      var asked = new Asked(question.text(), question.asker(), question.source());
      Integer before = lines.putIfAbsent(asked, number);
      if (before != null) {
        problems.add(where + "asks the same as line " + before + ": give each question once");
      }
      questions.add(question);
    } catch (JsonProcessingException e) {
      problems.add(
          where + "is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
    } catch (Problem | IllegalArgumentException e) {
      problems.add(where + e.getMessage());
    }
  }

  private Question question(int number, JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          "give an object such as {\"query\":\"…\",\"relevant\":[\"handbook.pdf\"]}");
    }
    Fields fields = Fields.of(node, "", FIELDS);
    String text = fields.text("query").orElse("");
    if (text.isBlank() || text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "\"query\" has "
              + (text.isBlank() ? "no" : text.length())
              + " characters: give 1 to "
              + MOST_CHARACTERS);
    }
    Tenant tenant = fields.text("tenant").map(Tenant::new).orElse(Tenant.DEFAULT);
    Optional<String> source = fields.text("source");
    source
        .filter(given -> !sources.contains(given))
        .ifPresent(
            given -> {
              throw new IllegalArgumentException(Spelling.unknown("source", given, sources));
            });
    return new Question(
        number,
        text,
        relevant(fields),
        new Access(tenant, Set.copyOf(fields.texts("principals", MOST_PRINCIPALS))),
        source);
  }

  private static Map<String, Integer> relevant(Fields fields) {
    Map<String, Integer> grades = new HashMap<>();
    if (fields.has("relevant") && fields.get("relevant").isObject()) {
      grades.putAll(graded(fields.get("relevant")));
    } else {
      fields.texts("relevant", MOST_RELEVANT).forEach(id -> grades.put(id, 1));
    }
    grades.values().removeIf(grade -> grade == 0);
    if (grades.isEmpty() || grades.size() > MOST_RELEVANT) {
      throw new IllegalArgumentException(
          "\"relevant\" names "
              + (grades.isEmpty() ? "no document" : grades.size() + " documents")
              + " that answers: give the ids of 1 to "
              + MOST_RELEVANT);
    }
    // Thrown here, with the line, rather than in each round.
    grades.keySet().forEach(DocumentId::new);
    return grades;
  }

  private static Map<String, Integer> graded(JsonNode node) {
    Map<String, Integer> grades = new HashMap<>();
    node.properties()
        .forEach(
            entry -> {
              JsonNode grade = entry.getValue();
              if (!grade.isInt() || grade.asInt() < 0 || grade.asInt() > HIGHEST_GRADE) {
                throw new IllegalArgumentException(
                    "\"relevant."
                        + entry.getKey()
                        + "\" is "
                        + grade
                        + ": give a whole number from 0 to "
                        + HIGHEST_GRADE);
              }
              grades.put(entry.getKey(), grade.asInt());
            });
    return grades;
  }
}

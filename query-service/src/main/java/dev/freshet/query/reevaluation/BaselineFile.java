package dev.freshet.query.reevaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.failure.Outage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the baseline over restarts: one file, written whole or not at all. It holds the rankings
 * and not their measures, for what can be compared depends on what stands later.
 */
final class BaselineFile {
  static final String NAME = "baseline.json";
  private static final String DEPENDENCY = "the kept baseline";
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /**
   * @param directory where it is; made once something is kept
   */
  BaselineFile(Path directory) {
    file = directory.resolve(NAME);
  }

  /**
   * What is kept.
   *
   * @param questions those that are asked now; what another file's found is no baseline
   * @throws Outage when it cannot be read, or what it holds was not written here
   */
  Optional<Round> read(QuestionSet questions) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(file.toFile());
      if (node.path("format").asInt() != FORMAT) {
        throw new IOException("is of another format than this release writes");
      }
      if (!node.path("questions").asText().equals(questions.hash())) {
        return Optional.empty();
      }
      Round round = round(node);
      if (round.answers().size() != questions.questions().size()) {
        throw new IOException("answers " + round.answers().size() + " questions");
      }
      return Optional.of(round);
    } catch (JsonProcessingException e) {
      throw unusable("cannot be read: it is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException | DateTimeException e) {
      throw unusable("cannot be read: " + e.getMessage(), e);
    }
  }

  private static Round round(JsonNode node) {
    List<Answered> answers = new ArrayList<>();
    for (JsonNode answer : node.path("answers")) {
      List<String> ranking = new ArrayList<>();
      answer.path("ranking").forEach(id -> ranking.add(id.asText()));
      Set<String> lost = new HashSet<>();
      answer.path("lost").forEach(id -> lost.add(id.asText()));
      answers.add(new Answered(ranking, lost));
    }
    return new Round(
        new Round.Stamp(
            Instant.parse(node.path("began").asText()),
            Duration.ofMillis(node.path("tookMs").asLong()),
            node.path("generation").asText(),
            node.path("model").asText(),
            node.path("questions").asText(),
            node.path("passages").asLong()),
        answers);
  }

  /**
   * Keeps a round as the baseline from now on.
   *
   * @throws Outage when it cannot be written; what was kept before still is
   */
  void write(Round round) {
    ObjectNode node = JSON.createObjectNode();
    node.put("format", FORMAT);
    node.put("questions", round.stamp().questions());
    node.put("generation", round.stamp().generation());
    node.put("model", round.stamp().model());
    node.put("began", round.stamp().began().toString());
    node.put("tookMs", round.stamp().took().toMillis());
    node.put("passages", round.stamp().passages());
    ArrayNode answers = node.putArray("answers");
    for (Answered answered : round.answers()) {
      ObjectNode answer = answers.addObject();
      ArrayNode ranking = answer.putArray("ranking");
      answered.ranking().forEach(ranking::add);
      ArrayNode lost = answer.putArray("lost");
      answered.lost().stream().sorted().forEach(lost::add);
    }
    Path whole = file.resolveSibling(NAME + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      JSON.writeValue(whole.toFile(), node);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unusable("cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Nothing is kept any more.
   *
   * @throws Outage when it cannot be removed
   */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unusable("cannot be removed: " + e.getMessage(), e);
    }
  }

  private Outage unusable(String what, Exception cause) {
    return new Outage(
        DEPENDENCY,
        file + " " + what + "; remove it to have the next round be the baseline",
        cause);
  }
}

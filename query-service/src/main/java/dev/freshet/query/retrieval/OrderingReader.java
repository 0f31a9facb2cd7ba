package dev.freshet.query.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.ranking.Diversity;
import dev.freshet.common.ranking.Recency;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what orders passages besides their score. */
final class OrderingReader {
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final List<String> RECENCY = List.of("halfLife", "weight", "notOlderThan");
  private static final List<String> RERANK = List.of("model", "depth", "deadlineMs");
  private static final int MAX_RERANKED = 200;
  private static final int MAX_MODEL = 200;
  private static final int MAX_DEADLINE_MILLIS = 30_000;

  private OrderingReader() {}

  static Ordering read(Fields fields) {
    return new Ordering(rerank(fields), recency(fields), diversity(fields));
  }

  private static Optional<Recency> recency(Fields fields) {
    if (!fields.has("recency")) {
      return Optional.empty();
    }
    JsonNode value = fields.get("recency");
    if (value.isBoolean() && !value.asBoolean()) {
      return Optional.of(Recency.NONE);
    }
    if (!value.isObject()) {
      throw fields.wrong(
          "recency", "give an object of halfLife, weight and notOlderThan, or false");
    }
    Fields given = Fields.of(value, fields.path("recency"), RECENCY);
    Optional<Duration> halfLife = duration(given, "halfLife");
    Optional<Duration> bound = duration(given, "notOlderThan");
    if (halfLife.isEmpty() && bound.isEmpty()) {
      throw Problem.field(
          fields.path("recency"), "\"recency\" says nothing: give halfLife, notOlderThan or both");
    }
    if (given.has("weight") && halfLife.isEmpty()) {
      throw Problem.field(
          given.path("weight"), "\"recency.weight\" weighs the decay: give halfLife too");
    }
    return Optional.of(new Recency(halfLife, fraction(given, "weight").orElse(1.0), bound));
  }

  private static Optional<Duration> duration(Fields fields, String name) {
    if (!fields.has(name)) {
      return Optional.empty();
    }
    String fix = "give 1 second to 36500 days, as seconds or in ISO 8601 such as P30D or PT12H";
    JsonNode value = fields.get(name);
    try {
      if (value.isTextual()) {
        return Optional.of(within(Duration.parse(value.asText())));
      }
      if (value.isIntegralNumber() && value.canConvertToLong()) {
        return Optional.of(within(Duration.ofSeconds(value.asLong())));
      }
    } catch (DateTimeException | ArithmeticException _) {
      throw Problem.field(
          fields.path(name), "\"" + fields.path(name) + "\" is no such duration: " + fix);
    }
    throw fields.wrong(name, fix);
  }

  private static Duration within(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new ArithmeticException("out of bounds");
    }
    return duration;
  }

  private static Optional<Double> fraction(Fields fields, String name) {
    if (!fields.has(name)) {
      return Optional.empty();
    }
    JsonNode value = fields.get(name);
    if (!value.isNumber()) {
      throw fields.wrong(name, "give a number from 0 to 1");
    }
    if (!(value.asDouble() >= 0 && value.asDouble() <= 1)) {
      throw Problem.field(
          fields.path(name),
          "\"" + fields.path(name) + "\" is " + value.asText() + ": give a number from 0 to 1");
    }
    return Optional.of(value.asDouble());
  }

  private static Optional<Diversity> diversity(Fields fields) {
    if (!fields.has("diversity")) {
      return Optional.empty();
    }
    Fields given = Fields.of(fields.get("diversity"), fields.path("diversity"), List.of("lambda"));
    return Optional.of(
        new Diversity(
            fraction(given, "lambda")
                .orElseThrow(
                    () ->
                        Problem.field(
                            given.path("lambda"),
                            "\"diversity.lambda\" is missing: give a number from 0 to 1, at 1 only"
                                + " relevance counts"))));
  }

  private static Optional<Ordering.Rerank> rerank(Fields fields) {
    if (!fields.has("rerank")) {
      return Optional.empty();
    }
    JsonNode value = fields.get("rerank");
    if (value.isBoolean()) {
      return value.asBoolean() ? Optional.of(Ordering.Rerank.DEFAULT) : Optional.empty();
    }
    if (!value.isObject()) {
      throw fields.wrong("rerank", "give true, or an object of model, depth and deadlineMs");
    }
    Fields given = Fields.of(value, fields.path("rerank"), RERANK);
    Optional<String> model = given.text("model");
    if (model.filter(name -> name.isBlank() || name.length() > MAX_MODEL).isPresent()) {
      throw Problem.field(
          given.path("model"),
          "\"rerank.model\" has "
              + model.orElseThrow().length()
              + " characters: give 1 to "
              + MAX_MODEL
              + ", not all blank");
    }
    return Optional.of(
        new Ordering.Rerank(
            model,
            given.has("depth")
                ? OptionalInt.of(given.integer("depth", 1, 1, MAX_RERANKED))
                : OptionalInt.empty(),
            given.has("deadlineMs")
                ? Optional.of(
                    Duration.ofMillis(given.integer("deadlineMs", 1, 1, MAX_DEADLINE_MILLIS)))
                : Optional.empty()));
  }
}

package dev.freshet.query.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Spelling;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of one JSON object, read strictly. Null counts as absent. */
final class Fields {
  private final JsonNode node;
  private final String path;

  private Fields(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /**
   * @param path of the object in the request; empty: the request itself
   */
  static Fields of(JsonNode node, String path, List<String> known) {
    if (!node.isObject()) {
      throw Problem.field(
          path.isEmpty() ? "body" : path,
          (path.isEmpty() ? "the body" : "\"" + path + "\"")
              + " is "
              + kind(node)
              + ": give an object");
    }
    Fields fields = new Fields(node, path);
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw Problem.field(
                    fields.path(name),
                    Spelling.unknown("field", fields.path(name), names(fields, known)));
              }
            });
    return fields;
  }

  private static List<String> names(Fields fields, List<String> known) {
    return known.stream().map(fields::path).toList();
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  JsonNode get(String name) {
    return node.get(name);
  }

  Optional<String> text(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    if (!get(name).isTextual()) {
      throw wrong(name, "give a text");
    }
    return Optional.of(get(name).asText());
  }

  int integer(String name, int fallback, int min, int max) {
    if (!has(name)) {
      return fallback;
    }
    JsonNode value = get(name);
    String fix = "give a whole number from " + min + " to " + max;
    if (!value.isIntegralNumber()) {
      throw wrong(name, fix);
    }
    if (!value.canConvertToInt() || value.asInt() < min || value.asInt() > max) {
      String shown = value.canConvertToLong() ? value.asText() : "out of bounds";
      throw Problem.field(path(name), "\"" + path(name) + "\" is " + shown + ": " + fix);
    }
    return value.asInt();
  }

  Optional<Instant> time(String name) {
    Optional<String> text = text(name);
    try {
      return text.map(t -> OffsetDateTime.parse(t).toInstant());
    } catch (DateTimeException _) {
      throw Problem.field(
          path(name),
          "\"" + path(name) + "\" is no RFC 3339 time: give one such as 2026-07-01T12:00:00Z");
    }
  }

  List<String> texts(String name, int max) {
    if (!has(name)) {
      return List.of();
    }
    String fix = "give a list of 1 to " + max + " texts";
    if (!get(name).isArray() || get(name).isEmpty() || get(name).size() > max) {
      throw wrong(name, fix);
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : get(name)) {
      if (!item.isTextual()) {
        throw Problem.field(path(name), "\"" + path(name) + "\" holds " + kind(item) + ": " + fix);
      }
      texts.add(item.asText());
    }
    return texts;
  }

  Problem wrong(String name, String fix) {
    return Problem.field(path(name), "\"" + path(name) + "\" is " + kind(get(name)) + ": " + fix);
  }

  private static String kind(JsonNode node) {
    if (node.getNodeType() == JsonNodeType.ARRAY) {
      return node.isEmpty() ? "an empty list" : "a list of " + node.size();
    }
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case STRING -> "a text";
      case NUMBER -> node.isIntegralNumber() ? "a whole number" : "a number with a fraction";
      case BOOLEAN -> "true or false";
      default -> "nothing";
    };
  }
}

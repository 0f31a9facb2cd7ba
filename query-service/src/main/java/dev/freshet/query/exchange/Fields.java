package dev.freshet.query.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The fields of one JSON object, read strictly. Null counts as absent. */
public final class Fields {
  private final JsonNode node;
  private final String path;

  private Fields(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /**
   * The fields of an object that knows these and no others.
   *
   * @param path of the object in the request; empty: the request itself
   */
  public static Fields of(JsonNode node, String path, List<String> known) {
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

  /** The path of a field, as problems name it. */
  public String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Whether it is there and no null. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** Its value; null where it is absent. */
  public JsonNode get(String name) {
    return node.get(name);
  }

  /**
   * A text.
   *
   * @throws Problem when it is something else
   */
  public Optional<String> text(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    if (!get(name).isTextual()) {
      throw wrong(name, "give a text");
    }
    return Optional.of(get(name).asText());
  }

  /**
   * A whole number.
   *
   * @throws Problem when it is none within bounds
   */
  public int integer(String name, int fallback, int min, int max) {
    if (!has(name)) {
      return fallback;
    }
    JsonNode value = get(name);
    String fix = "give a whole number from " + min + " to " + max;
    // To JSON Schema, and to clients whose numbers are all floats, 10.0 is a whole number.
    if (!value.canConvertToExactIntegral()) {
      throw wrong(name, fix);
    }
    if (!value.canConvertToInt() || value.asInt() < min || value.asInt() > max) {
      String shown = value.canConvertToLong() ? value.asText() : "out of bounds";
      throw Problem.field(path(name), "\"" + path(name) + "\" is " + shown + ": " + fix);
    }
    return value.asInt();
  }

  /**
   * A time of RFC 3339.
   *
   * @throws Problem when it is something else
   */
  public Optional<Instant> time(String name) {
    return text(name).map(text -> Times.read(path(name), text));
  }

  /**
   * One of some; the first where it is absent.
   *
   * @param known in the order in which they are told
   * @param label what each is called
   * @throws Problem when it is none of them
   */
  public <E> E choice(String name, List<E> known, Function<E, String> label) {
    String given = text(name).orElse(label.apply(known.getFirst()));
    return known.stream()
        .filter(one -> label.apply(one).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.field(
                    path(name), Spelling.unknown(name, given, known.stream().map(label).toList())));
  }

  /**
   * A list of 1 to so many texts; empty where it is absent.
   *
   * @throws Problem when it is something else
   */
  public List<String> texts(String name, int max) {
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

  /** What is wrong with a field of another kind. */
  public Problem wrong(String name, String fix) {
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

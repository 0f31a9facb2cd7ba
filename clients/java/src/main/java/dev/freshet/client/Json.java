package dev.freshet.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * An answer's tree, read leniently: what is absent or of another type is empty, what is unknown is
 * passed over, so that this client understands later services.
 */
record Json(JsonNode node) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * A text of the caller's.
   *
   * @throws IllegalArgumentException when it is no JSON
   */
  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + text, e);
    }
  }

  /**
   * An answer of the service.
   *
   * @throws FreshetUnreachable when it is no JSON
   */
  static Json answer(byte[] bytes, String what) {
    try {
      JsonNode read = MAPPER.readTree(bytes);
      return new Json(read == null ? MissingNode.getInstance() : read);
    } catch (IOException e) {
      throw new FreshetUnreachable(what + " is no JSON: is this a Freshet?", e);
    }
  }

  Json at(String name) {
    return new Json(node.path(name));
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** Empty where it is absent or null. */
  String text(String name) {
    JsonNode value = node.path(name);
    return value.isNull() ? "" : value.asText("");
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  boolean flag(String name) {
    return node.path(name).asBoolean(false);
  }

  OptionalInt integer(String name) {
    JsonNode value = node.path(name);
    return value.canConvertToInt() && value.isNumber()
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }

  OptionalLong whole(String name) {
    JsonNode value = node.path(name);
    return value.isNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }

  OptionalDouble number(String name) {
    JsonNode value = node.path(name);
    return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
  }

  Optional<Instant> time(String name) {
    try {
      return has(name) ? Optional.of(Instant.parse(text(name))) : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  Optional<Token> token(String name) {
    try {
      return has(name) ? Optional.of(new Token(text(name))) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  List<String> texts(String name) {
    return list(name, item -> item.node().asText());
  }

  <T> List<T> list(String name, Function<Json, T> reader) {
    List<T> read = new ArrayList<>();
    node.path(name).elements().forEachRemaining(item -> read.add(reader.apply(new Json(item))));
    return List.copyOf(read);
  }

  <T> Map<String, T> map(String name, Function<JsonNode, T> reader) {
    Map<String, T> read = new LinkedHashMap<>();
    node.path(name)
        .properties()
        .forEach(entry -> read.put(entry.getKey(), reader.apply(entry.getValue())));
    return java.util.Collections.unmodifiableMap(read);
  }
}

package dev.freshet.stores.qdrant;

import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;

import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A point's payload being written, or one that was read. What is empty is left out. */
final class Payload {
  private final Map<String, Value> values;

  /** A new one. */
  Payload() {
    this(new LinkedHashMap<>());
  }

  /** One that was read. */
  Payload(Map<String, Value> values) {
    this.values = values;
  }

  Map<String, Value> values() {
    return values;
  }

  Payload put(String key, String text) {
    if (!text.isEmpty()) {
      values.put(key, value(text));
    }
    return this;
  }

  Payload put(String key, long number) {
    values.put(key, value(number));
    return this;
  }

  Payload put(String key, Optional<Instant> time) {
    time.ifPresent(at -> values.put(key, value(at.toEpochMilli())));
    return this;
  }

  Payload put(String key, List<String> texts) {
    if (!texts.isEmpty()) {
      values.put(key, list(texts.stream().map(ValueFactory::value).toList()));
    }
    return this;
  }

  Payload put(String key, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      Struct.Builder struct = Struct.newBuilder();
      new TreeMap<>(texts).forEach((field, text) -> struct.putFields(field, value(text)));
      values.put(key, Value.newBuilder().setStructValue(struct).build());
    }
    return this;
  }

  /** A list of objects of a text and a number each. */
  Payload putPairs(String key, String textName, String numberName, Map<String, Double> pairs) {
    if (!pairs.isEmpty()) {
      values.put(
          key,
          list(
              pairs.entrySet().stream()
                  .map(
                      pair ->
                          value(
                              Map.of(
                                  textName, value(pair.getKey()),
                                  numberName, value(pair.getValue()))))
                  .toList()));
    }
    return this;
  }

  String text(String key) {
    Value found = values.get(key);
    return found == null ? "" : found.getStringValue();
  }

  Optional<Long> number(String key) {
    return Optional.ofNullable(values.get(key)).map(Value::getIntegerValue);
  }

  /**
   * @throws IllegalStateException when the point is not one of ours
   */
  long requiredNumber(String key) {
    return number(key)
        .orElseThrow(() -> new IllegalStateException("a point in Qdrant lacks \"" + key + "\""));
  }

  Optional<Instant> time(String key) {
    return number(key).map(Instant::ofEpochMilli);
  }

  List<String> texts(String key) {
    Value found = values.get(key);
    return found == null
        ? List.of()
        : found.getListValue().getValuesList().stream().map(Value::getStringValue).toList();
  }

  Map<String, String> textMap(String key) {
    Value found = values.get(key);
    Map<String, String> texts = new TreeMap<>();
    if (found != null) {
      found
          .getStructValue()
          .getFieldsMap()
          .forEach((field, text) -> texts.put(field, text.getStringValue()));
    }
    return texts;
  }
}

package dev.freshet.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What documents must be like. Text fields: {@code id}, {@code source}, {@code title}, {@code
 * filename}, {@code contentType}, {@code sourceUri}, {@code author}, {@code meta.<name>}. Time
 * fields: {@code publishedAt}, {@code expiresAt}, {@code createdAt}, {@code modifiedAt}. Which
 * fields there are is the service's to say: it refuses an unknown one by a problem that names it.
 */
public sealed interface Filter {

  /** The service's JSON form of it. */
  default String json() {
    return tree().toString();
  }

  /** Every one of these holds. */
  static Filter all(Filter... filters) {
    return new All(List.of(filters));
  }

  /** At least one of these holds. */
  static Filter any(Filter... filters) {
    return new Any(List.of(filters));
  }

  /** This does not hold. */
  static Filter not(Filter filter) {
    return new Not(filter);
  }

  /** The text field has this value. */
  static Filter eq(String field, String value) {
    return new Eq(field, value);
  }

  /** The text field has one of these values. */
  static Filter in(String field, String... values) {
    return new In(field, List.of(values));
  }

  /** The document has the field. */
  static Filter exists(String field) {
    return new Exists(field, true);
  }

  /** The document lacks the field. */
  static Filter missing(String field) {
    return new Exists(field, false);
  }

  /** The time is this or later. */
  static Filter since(String field, Instant from) {
    return new Times(field, Optional.of(from), Optional.empty());
  }

  /** The time is earlier than this. */
  static Filter before(String field, Instant to) {
    return new Times(field, Optional.empty(), Optional.of(to));
  }

  /** The time lies in {@code [from, to)}. */
  static Filter between(String field, Instant from, Instant to) {
    return new Times(field, Optional.of(from), Optional.of(to));
  }

  /** The field {@code meta.<name>} is a number that is this or more. */
  static Filter atLeast(String field, double from) {
    return new Numbers(field, OptionalDouble.of(from), OptionalDouble.empty());
  }

  /** The field {@code meta.<name>} is a number that is this or less. */
  static Filter atMost(String field, double to) {
    return new Numbers(field, OptionalDouble.empty(), OptionalDouble.of(to));
  }

  /** The field {@code meta.<name>} is a number in {@code [from, to]}. */
  static Filter between(String field, double from, double to) {
    return new Numbers(field, OptionalDouble.of(from), OptionalDouble.of(to));
  }

  private ObjectNode tree() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (this) {
      case All(List<Filter> filters) -> list(node.putArray("all"), filters);
      case Any(List<Filter> filters) -> list(node.putArray("any"), filters);
      case Not(Filter filter) -> node.set("not", filter.tree());
      case Eq(String field, String value) -> node.put("field", field).put("eq", value);
      case In(String field, List<String> values) ->
          values.forEach(node.put("field", field).putArray("in")::add);
      case Exists(String field, boolean exists) -> node.put("field", field).put("exists", exists);
      case Times(String field, Optional<Instant> from, Optional<Instant> to) -> {
        node.put("field", field);
        from.ifPresent(time -> node.put("gte", time.toString()));
        to.ifPresent(time -> node.put("lt", time.toString()));
      }
      case Numbers(String field, OptionalDouble from, OptionalDouble to) -> {
        node.put("field", field);
        from.ifPresent(number -> node.put("gte", number));
        to.ifPresent(number -> node.put("lte", number));
      }
    }
    return node;
  }

  private static void list(ArrayNode array, List<Filter> filters) {
    filters.forEach(filter -> array.add(filter.tree()));
  }

  /** Every one of these holds; of none: always. */
  record All(List<Filter> filters) implements Filter {
    /** Copies the list. */
    public All {
      filters = List.copyOf(filters);
    }
  }

  /** At least one of these holds; of none: never. */
  record Any(List<Filter> filters) implements Filter {
    /** Copies the list. */
    public Any {
      filters = List.copyOf(filters);
    }
  }

  /** This does not hold. */
  record Not(Filter filter) implements Filter {}

  /** The text field has this value. */
  record Eq(String field, String value) implements Filter {}

  /** The text field has one of these values. */
  record In(String field, List<String> values) implements Filter {
    /** Copies the list. */
    public In {
      values = List.copyOf(values);
    }
  }

  /** Whether the document has the field. */
  record Exists(String field, boolean exists) implements Filter {}

  /** The time lies in {@code [from, to)}; an absent end is no bound. */
  record Times(String field, Optional<Instant> from, Optional<Instant> to) implements Filter {
    /**
     * @throws IllegalArgumentException when it has no end at all
     */
    public Times {
      if (from.isEmpty() && to.isEmpty()) {
        throw new IllegalArgumentException("a range of \"" + field + "\" needs an end");
      }
    }
  }

  /** The number lies in {@code [from, to]}; an absent end is no bound. */
  record Numbers(String field, OptionalDouble from, OptionalDouble to) implements Filter {
    /**
     * @throws IllegalArgumentException when it has no end, or one that JSON cannot carry
     */
    public Numbers {
      boolean finite = Double.isFinite(from.orElse(0)) && Double.isFinite(to.orElse(0));
      if ((from.isEmpty() && to.isEmpty()) || !finite) {
        throw new IllegalArgumentException("a range of \"" + field + "\" needs a finite end");
      }
    }
  }
}

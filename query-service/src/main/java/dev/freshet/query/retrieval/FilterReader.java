package dev.freshet.query.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.store.Filter;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the JSON form of a {@link Filter}; its meaning stands there. */
final class FilterReader {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NODES = 256;
  private static final int MAX_VALUES = 1000;
  private static final List<String> FIELDS =
      List.of("all", "any", "not", "field", "eq", "in", "exists", "gte", "lt", "lte");
  private static final List<String> TESTS = List.of("eq", "in", "exists", "gte", "lt", "lte");

  private int nodes;

  private FilterReader() {}

  static Filter read(JsonNode node) {
    return new FilterReader().filter(node, "filter", 1);
  }

  private Filter filter(JsonNode node, String path, int depth) {
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
      throw Problem.field(
          path,
          "\""
              + path
              + "\" goes too far: give at most "
              + MAX_NODES
              + " conditions, "
              + MAX_DEPTH
              + " deep");
    }
    Fields fields = Fields.of(node, path, FIELDS);
    List<String> kinds = Stream.of("all", "any", "not", "field").filter(fields::has).toList();
    if (kinds.size() != 1) {
      throw Problem.field(path, "\"" + path + "\": give one of all, any, not or field");
    }
    boolean tested = TESTS.stream().anyMatch(fields::has);
    if (tested && !fields.has("field")) {
      throw Problem.field(path, "\"" + path + "\" tests no field: give \"field\"");
    }
    return switch (kinds.getFirst()) {
      case "all" -> new Filter.All(filters(fields, "all", depth));
      case "any" -> new Filter.Any(filters(fields, "any", depth));
      case "not" -> new Filter.Not(filter(fields.get("not"), fields.path("not"), depth + 1));
      default -> test(fields, path);
    };
  }

  private List<Filter> filters(Fields fields, String name, int depth) {
    JsonNode list = fields.get(name);
    if (!list.isArray()) {
      throw fields.wrong(name, "give a list of filters");
    }
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      filters.add(filter(list.get(i), fields.path(name) + "[" + i + "]", depth + 1));
    }
    return filters;
  }

  private static Filter test(Fields fields, String path) {
    String field = fields.text("field").orElse("");
    List<String> tests = TESTS.stream().filter(fields::has).toList();
    boolean range = tests.stream().allMatch(t -> t.equals("gte") || t.startsWith("lt"));
    if (tests.isEmpty() || (tests.size() > 1 && !range)) {
      throw Problem.field(
          path, "\"" + path + "\": give one of eq, in, exists, or a range of gte, lt, lte");
    }
    try {
      return switch (tests.getFirst()) {
        case "eq" -> new Filter.In(field, List.of(fields.text("eq").orElseThrow()));
        case "in" -> new Filter.In(field, fields.texts("in", MAX_VALUES));
        case "exists" -> exists(fields, field);
        default ->
            Filter.TIME_FIELDS.contains(field) ? times(fields, field) : numbers(fields, field);
      };
    } catch (IllegalArgumentException e) {
      throw Problem.field(fields.path("field"), e.getMessage());
    }
  }

  private static Filter exists(Fields fields, String field) {
    if (!fields.get("exists").isBoolean()) {
      throw fields.wrong("exists", "give true or false");
    }
    Filter exists = new Filter.Exists(field);
    return fields.get("exists").asBoolean() ? exists : new Filter.Not(exists);
  }

  private static Filter times(Fields fields, String field) {
    if (fields.has("lte")) {
      throw Problem.field(
          fields.path("lte"), "\"" + fields.path("lte") + "\" is for numbers: for times use lt");
    }
    Optional<Instant> from = fields.time("gte");
    return new Filter.TimeRange(field, from, fields.time("lt"));
  }

  private static Filter numbers(Fields fields, String field) {
    if (fields.has("lt")) {
      throw Problem.field(
          fields.path("lt"), "\"" + fields.path("lt") + "\" is for times: for numbers use lte");
    }
    return new Filter.NumberRange(
        field,
        number(fields, "gte", Double.NEGATIVE_INFINITY),
        number(fields, "lte", Double.POSITIVE_INFINITY));
  }

  private static double number(Fields fields, String name, double fallback) {
    if (!fields.has(name)) {
      return fallback;
    }
    if (!fields.get(name).isNumber()) {
      throw fields.wrong(name, "give a number");
    }
    return fields.get(name).asDouble();
  }
}

package dev.freshet.query.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.store.Filter;
import java.util.List;

/** Writes a filter in the form in which it was asked. */
final class FilterJson {
  private FilterJson() {}

  static ObjectNode of(Filter filter) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (filter) {
      case Filter.All all -> list(node.putArray("all"), all.filters());
      case Filter.Any any -> list(node.putArray("any"), any.filters());
      case Filter.Not not -> node.set("not", of(not.filter()));
      case Filter.In in -> in.values().forEach(node.put("field", in.field()).putArray("in")::add);
      case Filter.Exists exists -> node.put("field", exists.field()).put("exists", true);
      case Filter.TimeRange range -> {
        node.put("field", range.field());
        range.from().ifPresent(from -> node.put("gte", from.toString()));
        range.to().ifPresent(to -> node.put("lt", to.toString()));
      }
      case Filter.NumberRange range -> {
        node.put("field", range.field());
        bound(node, "gte", range.from());
        bound(node, "lte", range.to());
      }
    }
    return node;
  }

  private static void bound(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    }
  }

  private static void list(ArrayNode list, List<Filter> filters) {
    filters.forEach(filter -> list.add(of(filter)));
  }
}

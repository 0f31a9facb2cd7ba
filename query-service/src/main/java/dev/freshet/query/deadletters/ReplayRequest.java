package dev.freshet.query.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.query.backwards.Bounds;
import dev.freshet.query.exchange.JsonBody;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Spelling;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Which letters are to be put back: one, or those that a filter means.
 *
 * @param position of the one
 * @param filter of the many; a filter that says nothing means all
 * @param cursor where to go on
 */
record ReplayRequest(Optional<String> position, LetterFilter filter, Optional<Bounds> cursor) {
  private static final List<String> WHICH = List.of("position", "filter", "all");
  private static final List<String> FIELDS = List.of("position", "filter", "all", "cursor");

  /**
   * Reads it strictly.
   *
   * @throws Problem naming the field that is not of its form
   */
  static ReplayRequest read(InputStream body) {
    JsonNode tree = object(JsonBody.read(body, "{\"all\":true}"), "", FIELDS);
    // A null is none of them either: what is absent must never come to mean all.
    List<String> given = WHICH.stream().filter(tree::has).toList();
    if (given.size() != 1 || !tree.hasNonNull(given.getFirst())) {
      throw Problem.field(
          "body", "give one of \"position\", \"filter\" and \"all\", such as {\"all\":true}");
    }
    if (tree.has("all") && !(tree.get("all").isBoolean() && tree.get("all").booleanValue())) {
      throw Problem.field("all", "\"all\" is not true: give true, or a filter");
    }
    if (tree.has("filter")
        && saysNothing(object(tree.get("filter"), "filter.", LetterFilter.FIELDS))) {
      throw Problem.field("filter", "\"filter\" is empty: give {\"all\":true} to replay all");
    }
    Optional<String> position = text(tree, "", "position");
    Optional<Bounds> cursor = text(tree, "", "cursor").map(Bounds::parse);
    JsonNode filter = tree.path("filter");
    return new ReplayRequest(
        position, LetterFilter.of("filter.", name -> text(filter, "filter.", name)), cursor);
  }

  private static boolean saysNothing(JsonNode filter) {
    return filter.valueStream().allMatch(JsonNode::isNull);
  }

  private static JsonNode object(JsonNode node, String prefix, List<String> known) {
    if (!node.isObject()) {
      String name = prefix.isEmpty() ? "body" : prefix.substring(0, prefix.length() - 1);
      throw Problem.field(name, "\"" + name + "\" is no object: give one such as {\"all\":true}");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw Problem.field(
                    prefix + name,
                    Spelling.unknown(
                        "field", prefix + name, known.stream().map(prefix::concat).toList()));
              }
            });
    return node;
  }

  private static Optional<String> text(JsonNode node, String prefix, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw Problem.field(prefix + name, "\"" + prefix + name + "\" is no text: give a text");
    }
    return Optional.of(value.textValue());
  }
}

package dev.freshet.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The service's OpenAPI document, as far as a client can break it. */
final class Contract {
  private final JsonNode root;

  Contract(JsonNode root) {
    this.root = root;
  }

  /** Whether it has the operation. */
  boolean has(String method, String path) {
    return !operation(method, path).isMissingNode();
  }

  private JsonNode operation(String method, String path) {
    return root.path("paths").path(path).path(method.toLowerCase(java.util.Locale.ROOT));
  }

  /** Names of parameters of a kind, such as {@code query}, in lower case. */
  Set<String> parameters(String method, String path, String kind) {
    Set<String> names = new HashSet<>();
    for (JsonNode of : List.of(root.path("paths").path(path), operation(method, path))) {
      for (JsonNode parameter : of.path("parameters")) {
        if (parameter.path("in").asText().equals(kind)) {
          names.add(parameter.path("name").asText().toLowerCase(java.util.Locale.ROOT));
        }
      }
    }
    return names;
  }

  /** What a JSON body breaks of the contract, by path. */
  List<String> breaches(String method, String path, JsonNode body) {
    List<String> found = new ArrayList<>();
    check(
        operation(method, path).at("/requestBody/content/application~1json/schema"),
        body,
        "body",
        found);
    return found;
  }

  private JsonNode resolved(JsonNode schema) {
    JsonNode reference = schema.path("$ref");
    return reference.isMissingNode() ? schema : resolved(root.at(reference.asText().substring(1)));
  }

  private void check(JsonNode given, JsonNode value, String at, List<String> found) {
    JsonNode schema = resolved(given);
    if (schema.has("oneOf") && schema.path("properties").isMissingNode()) {
      boolean fits = false;
      for (JsonNode one : schema.get("oneOf")) {
        List<String> inner = new ArrayList<>();
        check(one, value, at, inner);
        fits |= inner.isEmpty();
      }
      if (!fits) {
        found.add(at + " fits none of its forms");
      }
      return;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      found.add(at + " is none of " + schema.get("enum"));
    }
    if (schema.has("type") && !contains(types(schema.get("type")), type(value))) {
      found.add(at + " is no " + schema.get("type"));
    }
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        found.add(at + " lacks " + required.asText());
      }
    }
    value
        .properties()
        .forEach(
            entry -> {
              String name = at + "." + entry.getKey();
              JsonNode property = schema.path("properties").path(entry.getKey());
              if (property.isMissingNode() && schema.has("properties")) {
                found.add(name + " is unknown");
              }
              check(property, entry.getValue(), name, found);
            });
    if (value.isArray()) {
      value.forEach(item -> check(schema.path("items"), item, at + "[]", found));
    }
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode types(JsonNode type) {
    return type.isArray() ? type : JsonNodeFactory.instance.arrayNode().add(type);
  }

  private static JsonNode type(JsonNode value) {
    String name =
        switch (value.getNodeType()) {
          case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
          case ARRAY -> "array";
          case OBJECT -> "object";
          case BOOLEAN -> "boolean";
          case STRING -> "string";
          default -> "null";
        };
    return JsonNodeFactory.instance.textNode(name);
  }

  /** An answer that has every field the contract gives it. */
  JsonNode sample(String method, String path, String status) {
    JsonNode content = operation(method, path).path("responses").path(status).path("content");
    return sample(content.path("application/json").path("schema"), "x");
  }

  private JsonNode sample(JsonNode given, String name) {
    JsonNode schema = resolved(given);
    if (schema.has("allOf")) {
      var all = JsonNodeFactory.instance.objectNode();
      schema
          .get("allOf")
          .forEach(
              part ->
                  all.setAll((com.fasterxml.jackson.databind.node.ObjectNode) sample(part, name)));
      return all;
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    return switch (types(schema.path("type")).path(0).asText()) {
      case "object" -> object(schema, name);
      case "array" -> {
        var items = JsonNodeFactory.instance.arrayNode();
        int least = Math.max(1, schema.path("minItems").asInt());
        for (int i = 0; i < least; i++) {
          items.add(sample(schema.path("items"), name));
        }
        yield items;
      }
      case "integer" -> JsonNodeFactory.instance.numberNode(7);
      case "number" -> JsonNodeFactory.instance.numberNode(7.5);
      case "boolean" -> JsonNodeFactory.instance.booleanNode(true);
      default -> JsonNodeFactory.instance.textNode(text(schema, name));
    };
  }

  private JsonNode object(JsonNode schema, String name) {
    var object = JsonNodeFactory.instance.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(entry -> object.set(entry.getKey(), sample(entry.getValue(), entry.getKey())));
    JsonNode more = schema.path("additionalProperties");
    if (more.isObject()) {
      object.set("documents-0", sample(more, name));
    }
    return object;
  }

  private static String text(JsonNode schema, String name) {
    return switch (name) {
      case "version", "token", "position" -> "documents-0@7";
      default -> schema.path("format").asText().equals("date-time") ? "2026-07-01T12:00:00Z" : name;
    };
  }
}

package dev.freshet.evaluation.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a search answered.
 *
 * @param hits the passages
 * @param watermark the last offset that came out, by source partition
 */
record Answer(List<Hit> hits, Map<String, Long> watermark) {

  /**
   * A passage.
   *
   * @param id of its document
   * @param version of its document, such as {@code documents-0@41}
   */
  record Hit(String id, String version, int ordinal, String text) {
    long offset() {
      return Long.parseLong(version.substring(version.lastIndexOf('@') + 1));
    }
  }

  static Answer of(JsonNode tree) {
    List<Hit> hits = new ArrayList<>();
    for (JsonNode result : tree.required("results")) {
      hits.add(
          new Hit(
              result.required("document").required("id").asText(),
              result.required("document").required("version").asText(),
              result.required("passage").required("ordinal").asInt(),
              result.required("passage").required("text").asText()));
    }
    Map<String, Long> watermark = new HashMap<>();
    tree.required("freshness")
        .required("watermark")
        .properties()
        .forEach(e -> watermark.put(e.getKey(), e.getValue().asLong()));
    return new Answer(hits, watermark);
  }
}

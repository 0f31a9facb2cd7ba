package dev.freshet.query.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.ranking.Fusion.Ranked;
import dev.freshet.common.store.FoundPassage;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** Writes what was found. */
final class SearchJson {
  private final Highlights highlights;

  SearchJson(Highlights highlights) {
    this.highlights = highlights;
  }

  /**
   * @param found in the order of ranked
   */
  ObjectNode write(
      List<Ranked> ranked, List<FoundPassage> found, Set<String> terms, Gate.View view) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode results = root.putArray("results");
    for (int i = 0; i < found.size(); i++) {
      ObjectNode result = results.addObject();
      document(result.putObject("document"), found.get(i));
      passage(result.putObject("passage"), found.get(i), terms);
      result.put("score", ranked.get(i).score());
      ObjectNode scores = result.putObject("scores");
      number(scores, "dense", ranked.get(i).dense());
      number(scores, "sparse", ranked.get(i).sparse());
    }
    ObjectNode freshness = root.putObject("freshness");
    ObjectNode watermark = freshness.putObject("watermark");
    view.watermark().forEach(watermark::put);
    freshness.put("ageSeconds", view.ageSeconds());
    return root;
  }

  private static void document(ObjectNode node, FoundPassage found) {
    Metadata metadata = found.metadata();
    node.put("id", found.identity().id().value());
    node.put("source", found.identity().source());
    node.put("version", found.version().position().token());
    node.put("title", metadata.title());
    node.put("filename", metadata.filename());
    node.put("contentType", metadata.contentType());
    node.put("sourceUri", metadata.sourceUri());
    node.put(
        "publishedAt", metadata.publishedAt().orElse(found.version().publishedAt()).toString());
    ObjectNode meta = node.putObject("meta");
    for (Map.Entry<String, String> entry : new TreeMap<>(metadata.meta()).entrySet()) {
      meta.put(entry.getKey(), entry.getValue());
    }
  }

  private void passage(ObjectNode node, FoundPassage found, Set<String> terms) {
    List<String> headings = found.passage().headingPath();
    node.put("text", found.passage().text());
    ArrayNode path = node.putArray("headingPath");
    headings.forEach(path::add);
    node.put("heading", headings.isEmpty() ? "" : headings.getLast());
    node.put("page", found.passage().page().orElse(null));
    node.put("ordinal", found.passage().ordinal());
    highlights.write(node, found.passage().text(), terms);
  }

  private static void number(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }
}

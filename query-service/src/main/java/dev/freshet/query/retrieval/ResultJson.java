package dev.freshet.query.retrieval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.text.TextAnalysis;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** Writes what was found, in the one form that every door gives it. */
public final class ResultJson {
  private final Highlights highlights;

  /**
   * @param analysis of query and passages, for marking words
   */
  public ResultJson(TextAnalysis analysis) {
    this.highlights = new Highlights(analysis);
  }

  /** Adds {@code results} and {@code freshness} to an answer. */
  public void write(ObjectNode answer, Retrieved found) {
    ArrayNode results = answer.putArray("results");
    for (Scored one : found.passages()) {
      ObjectNode result = results.addObject();
      document(result.putObject("document"), one.passage());
      passage(result.putObject("passage"), one.passage(), found.terms());
      result.put("score", one.score());
      ObjectNode scores = result.putObject("scores");
      number(scores, "dense", one.dense());
      number(scores, "sparse", one.sparse());
    }
    found.view().write(answer);
  }

  /** Describes the document of a passage: id, source, version, title, places, time, metadata. */
  public static void document(ObjectNode node, FoundPassage found) {
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

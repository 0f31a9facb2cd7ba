package dev.freshet.query.retrieval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.store.Facet;
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

  /**
   * Adds {@code results} and {@code freshness} to an answer, and what else was asked for: {@code
   * next}, {@code facets}, {@code reranked}.
   */
  public void write(ObjectNode answer, Retrieved found) {
    ArrayNode results = answer.putArray("results");
    if (found.extras().grouped()) {
      groups(results, found);
    } else {
      for (Scored one : found.passages()) {
        ObjectNode result = results.addObject();
        document(result.putObject("document"), one.passage());
        scored(result, one, found.terms());
      }
    }
    extras(answer, found.extras());
    found.view().write(answer);
  }

  private void groups(ArrayNode results, Retrieved found) {
    DocumentIdentity last = null;
    ArrayNode passages = null;
    for (Scored one : found.passages()) {
      if (passages == null || !one.passage().identity().equals(last)) {
        ObjectNode group = results.addObject();
        document(group.putObject("document"), one.passage());
        group.put("score", one.score());
        passages = group.putArray("passages");
        last = one.passage().identity();
      }
      scored(passages.addObject(), one, found.terms());
    }
  }

  private void scored(ObjectNode result, Scored one, Set<String> terms) {
    passage(result.putObject("passage"), one.passage(), terms);
    result.put("score", one.score());
    ObjectNode scores = result.putObject("scores");
    number(scores, "dense", one.dense());
    number(scores, "sparse", one.sparse());
    if (one.rerank().isPresent()) {
      number(scores, "rerank", one.rerank());
    }
  }

  private static void extras(ObjectNode answer, Retrieved.Extras extras) {
    extras.next().ifPresent(next -> answer.put("next", next));
    extras
        .reranking()
        .ifPresent(
            reranking -> {
              answer.put("reranked", reranking.failure().isEmpty());
              reranking.failure().ifPresent(why -> answer.put("rerankFailure", why));
            });
    if (!extras.facets().isEmpty()) {
      ObjectNode facets = answer.putObject("facets");
      extras.facets().forEach(facet -> facet(facets.putObject(facet.field()), facet));
    }
  }

  private static void facet(ObjectNode node, Facet facet) {
    ArrayNode values = node.putArray("values");
    facet
        .values()
        .forEach(
            value ->
                values.addObject().put("value", value.value()).put("documents", value.documents()));
    node.put("other", facet.other());
    node.put("missing", facet.missing());
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

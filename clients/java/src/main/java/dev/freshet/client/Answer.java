package dev.freshet.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * An answer with its sources.
 *
 * @param text the answer
 * @param answered whether the sources support one; else the text says that they do not
 * @param kind {@code generated} by a model, or {@code extractive}: sentences of the sources
 * @param sentences of the text, each with what it rests on
 * @param citations the numbered sources
 * @param model that wrote it; empty where none did
 * @param cached whether a model's earlier text over the very same sources was used
 * @param freshness as of what
 * @param json the whole answer, for fields that this client has no word for
 */
public record Answer(
    String text,
    boolean answered,
    String kind,
    List<Sentence> sentences,
    List<Citation> citations,
    String model,
    boolean cached,
    Watermark freshness,
    String json) {
  /**
   * A sentence of an answer.
   *
   * @param text as in the answer
   * @param citations numbers of the sources that it names
   * @param supported whether these say so, as far as the service can tell
   */
  public record Sentence(String text, List<Integer> citations, boolean supported) {
    static Sentence of(Json json) {
      return new Sentence(
          json.text("text"),
          json.list("citations", number -> number.node().asInt()),
          json.flag("supported"));
    }
  }

  static Answer of(Json json) {
    JsonNode answered = json.node().path("answered");
    return new Answer(
        json.text("text"),
        answered.asBoolean(true),
        json.text("kind"),
        json.list("sentences", Sentence::of),
        json.list("citations", Citation::of),
        json.text("model"),
        json.flag("cached"),
        Watermark.of(json.at("freshness")),
        json.node().toString());
  }
}

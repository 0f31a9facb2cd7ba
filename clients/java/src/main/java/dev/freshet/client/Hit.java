package dev.freshet.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A passage that was found.
 *
 * @param document it is of
 * @param passage itself
 * @param score by which results are ordered, the best first
 * @param dense score in the list by meaning; empty where it is not in that
 * @param sparse score in the list by words; empty where it is not in that
 */
public record Hit(
    FoundDocument document,
    Passage passage,
    double score,
    OptionalDouble dense,
    OptionalDouble sparse) {
  static Hit of(Json json) {
    return of(FoundDocument.of(json.at("document")), json);
  }

  static Hit of(FoundDocument document, Json json) {
    return new Hit(
        document,
        Passage.of(json.at("passage")),
        json.number("score").orElse(0),
        json.at("scores").number("dense"),
        json.at("scores").number("sparse"));
  }

  /**
   * A name of the passage that no other one has: its document's version, and which it is of that.
   */
  public String name() {
    String version = document.version().map(Token::value).orElse(document.id());
    return passage.ordinal().isPresent() ? version + "#" + passage.ordinal().getAsInt() : version;
  }

  /**
   * What is known of the passage besides its text, flat, as frameworks keep it: {@code id}, {@code
   * source}, {@code version}, {@code title}, {@code filename}, {@code contentType}, {@code
   * sourceUri}, {@code publishedAt}, {@code heading}, {@code page}, {@code ordinal} and {@code
   * meta.<name>}. Page and ordinal are whole numbers, the others texts; what is not known is left
   * out.
   */
  public Map<String, Object> metadata() {
    Map<String, Object> flat = new LinkedHashMap<>();
    flat.put("id", document.id());
    flat.put("source", document.source());
    document.version().ifPresent(version -> flat.put("version", version.value()));
    flat.put("title", document.title());
    flat.put("filename", document.filename());
    flat.put("contentType", document.contentType());
    flat.put("sourceUri", document.sourceUri());
    document.publishedAt().ifPresent(time -> flat.put("publishedAt", time.toString()));
    flat.put("heading", passage.heading());
    passage.page().ifPresent(page -> flat.put("page", page));
    passage.ordinal().ifPresent(ordinal -> flat.put("ordinal", ordinal));
    document.meta().forEach((name, value) -> flat.put("meta." + name, value));
    flat.values().removeIf(value -> value.equals(""));
    return flat;
  }
}

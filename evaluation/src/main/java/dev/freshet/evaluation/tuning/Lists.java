package dev.freshet.evaluation.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.PassageKey;
import dev.freshet.evaluation.load.Api;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one question finds by meaning and by words, before anything is fused.
 *
 * @param candidates both lists, {@value #DEPTH} passages each at most
 * @param of each passage's document
 */
record Lists(Candidates candidates, Map<PassageKey, Shown> of) {
  /** The most that one search gives. */
  static final int DEPTH = 200;

  /**
   * A passage's document.
   *
   * @param published when, as its publisher said or else as Kafka has it
   */
  record Shown(String document, Instant published) {}

  /** Asks for both. */
  static Lists ask(Api api, String question) {
    Map<PassageKey, Shown> of = new HashMap<>();
    return new Lists(
        new Candidates(
            list(api.results(question, "dense", DEPTH), "dense", of),
            list(api.results(question, "sparse", DEPTH), "sparse", of)),
        of);
  }

  private static List<Candidate> list(JsonNode results, String mode, Map<PassageKey, Shown> of) {
    List<Candidate> list = new ArrayList<>();
    for (JsonNode result : results) {
      JsonNode document = result.required("document");
      String id = document.required("id").asText();
      PassageKey key = key(document, id, result.at("/passage/ordinal").asInt());
      list.add(new Candidate(key, result.required("scores").required(mode).asDouble()));
      of.put(key, new Shown(id, Instant.parse(document.required("publishedAt").asText())));
    }
    return list;
  }

  /** The store's own: by it equal scores are ordered. */
  private static PassageKey key(JsonNode document, String id, int ordinal) {
    String source = document.required("source").asText();
    Position position = Position.parse(document.required("version").asText());
    return PassageKey.of(
        new DocumentIdentity(source, Tenant.DEFAULT, new DocumentId(id)),
        new Version(position, Instant.EPOCH),
        ordinal);
  }
}

package dev.freshet.query.rerank;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the reranker is, and how long it is waited for.
 *
 * @param endpoint its base; empty: there is none
 * @param protocol how it is spoken to
 * @param model that is asked for where the request names none; empty: the endpoint's own
 * @param key a bearer key; empty for none; never printed
 * @param depth how many passages are reranked
 * @param deadline how long an answer may take
 * @param callers requests at once
 * @param characters of each text that are sent
 */
public record RerankSettings(
    Optional<URI> endpoint,
    Protocol protocol,
    String model,
    String key,
    int depth,
    Duration deadline,
    int callers,
    int characters) {

  /** How rerankers are spoken to. */
  public enum Protocol {
    /** Text Embeddings Inference: {@code POST /rerank}. */
    TEI,
    /** Cohere, Jina and those that speak as they do: {@code POST /v1/rerank}. */
    COHERE
  }

  /** The base. */
  public static final Setting<String> ENDPOINT =
      Setting.text(
          "rerank.endpoint",
          "",
          "A reranker's base such as http://localhost:8082, without /rerank and /v1; empty: none.");

  /** How it is spoken to. */
  public static final Setting<Protocol> PROTOCOL =
      Setting.choice(
          "rerank.protocol",
          Protocol.class,
          Protocol.TEI,
          "tei: POST /rerank of Text Embeddings Inference; cohere: POST /v1/rerank of Cohere, Jina"
              + " and others.");

  /** The model. */
  public static final Setting<String> MODEL =
      Setting.text(
          "rerank.model",
          "",
          "The reranker's model, sent by the cohere protocol; a request may" + " name another.");

  /** The key. */
  public static final Setting<String> KEY =
      Setting.secret("rerank.key", "The reranker's bearer key.");

  /** How many passages. */
  public static final Setting<Integer> DEPTH =
      Setting.integer(
          "rerank.depth",
          30,
          1,
          200,
          "How many of the best passages are reranked; at least the" + " request's limit.");

  /** How long it may take. */
  public static final Setting<Duration> DEADLINE =
      Setting.duration(
          "rerank.deadline",
          "1s",
          Duration.ofMillis(10),
          Duration.ofSeconds(30),
          "How long a reranker may take; past it the answer is given as it was, and says so.");

  /** Requests at once. */
  public static final Setting<Integer> CALLERS =
      Setting.integer(
          "rerank.callers",
          8,
          1,
          256,
          "Requests to the reranker at once; a search that finds all taken is not reranked.");

  /** Of each text. */
  public static final Setting<Integer> CHARACTERS =
      Setting.integer(
          "rerank.characters", 4000, 100, 100_000, "Characters of each text sent to the reranker.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(ENDPOINT, PROTOCOL, MODEL, KEY, DEPTH, DEADLINE, CALLERS, CHARACTERS);

  /** Reads them; an address that is none is noted as a problem. */
  public static RerankSettings of(Settings settings) {
    return new RerankSettings(
        endpoint(settings),
        settings.get(PROTOCOL),
        settings.get(MODEL),
        settings.get(KEY),
        settings.get(DEPTH),
        settings.get(DEADLINE),
        settings.get(CALLERS),
        settings.get(CHARACTERS));
  }

  private static Optional<URI> endpoint(Settings settings) {
    String text = settings.get(ENDPOINT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(text.replaceFirst("/+$", ""));
      if (text.matches("https?://[^\\s/?#]+[^\\s?#]*") && uri.getHost() != null) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    settings.problem(
        ENDPOINT.key() + " is \"" + text + "\": give an address such as http://localhost:8082");
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "RerankSettings[" + endpoint + ", " + protocol + ", " + model + "]";
  }
}

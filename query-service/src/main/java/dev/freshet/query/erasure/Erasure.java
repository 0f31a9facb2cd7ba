package dev.freshet.query.erasure;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code POST /v1/documents/{id}/erasure}. */
public final class Erasure implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEFAULT_WAIT_MILLIS = 10_000;
  private static final int MAX_WAIT_MILLIS = 30_000;

  private final Handler delete;
  private final Gate gate;
  private final TopicPolicies policies;
  private final String prefix;
  private final Set<String> sources;
  private final InstantSource clock;

  /**
   * @param delete answers {@code DELETE /v1/documents/{id}}
   * @param gate waits for what is demanded
   * @param prefix of Freshet's own topics
   * @param sources the source topics there are
   */
  public Erasure(
      Handler delete,
      Gate gate,
      TopicPolicies policies,
      String prefix,
      List<String> sources,
      InstantSource clock) {
    this.delete = delete;
    this.gate = gate;
    this.policies = policies;
    this.prefix = prefix;
    this.sources = Set.copyOf(sources);
    this.clock = clock;
  }

  @Override
  public Reply handle(Request request) {
    Parameters parameters = Parameters.of(request, List.of("source", "waitMs"));
    // Without one a browser sends it for any page that asks; with one it asks here first.
    if (request.header("Content-Type").isEmpty()) {
      throw Problem.of(
              415,
              "Unsupported media type",
              "an erasure is asked for as JSON: send Content-Type: application/json")
          .with("field", "Content-Type");
    }
    int wait = parameters.integer("waitMs", DEFAULT_WAIT_MILLIS, 0, MAX_WAIT_MILLIS);
    Position token = deleted(request);
    boolean gone = applied(token, Duration.ofMillis(wait), request);
    Instant now = clock.instant();
    return Reply.json(
        gone ? 200 : 202,
        Receipt.of(request.parameter("id"), token, now, gone, prefix, told(token.topic())));
  }

  private Position deleted(Request request) {
    if (!(delete.handle(new DeleteRequest(request)).body() instanceof Reply.Whole whole)) {
      throw new IllegalStateException("a deletion is answered at once");
    }
    try {
      return Position.parse(JSON.readTree(whole.bytes()).get("token").asText());
    } catch (IOException e) {
      throw new UncheckedIOException("the answer of a deletion is no JSON", e);
    }
  }

  /** The deletion is durable by now: whatever keeps it from being seen is told, not thrown. */
  private boolean applied(Position token, Duration wait, Request request) {
    try {
      var _ = gate.await(Optional.of(token), Optional.empty(), wait, request.caller().access());
      return true;
    } catch (Problem | Outage e) {
      LOG.info("the deletion at {} is not seen to be applied yet: {}", token, e.getMessage());
      return false;
    }
  }

  private Optional<Map<String, Policy>> told(String source) {
    try {
      Map<String, Policy> all = policies.of(prefix, Set.of(source));
      // Other sources hold other documents, also where their names begin as ours do.
      all.keySet().removeIf(topic -> sources.contains(topic) && !topic.equals(source));
      return Optional.of(all);
    } catch (Outage e) {
      LOG.warn("an erasure's receipt says less: {}", e.getMessage());
      return Optional.empty();
    }
  }
}

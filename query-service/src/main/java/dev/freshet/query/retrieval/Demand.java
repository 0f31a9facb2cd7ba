package dev.freshet.query.retrieval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.common.document.Position;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How fresh an answer must be at least, and how long that is waited for.
 *
 * @param token must have come out
 * @param asOf what was published before must have come out
 * @param patience how long for that
 */
public record Demand(Optional<Position> token, Optional<Instant> asOf, Duration patience) {
  private static final String NAME = "freshness";
  private static final List<String> FIELDS = List.of("token", "asOf", "waitMs");
  private static final int DEFAULT_WAIT_MILLIS = 5000;
  private static final int MAX_WAIT_MILLIS = 30_000;

  /**
   * The field {@code freshness} of a request; nothing is demanded where it is absent.
   *
   * @throws Problem naming the field and the fix
   */
  public static Demand read(Fields request) {
    Fields fields =
        Fields.of(
            request.has(NAME) ? request.get(NAME) : JsonNodeFactory.instance.objectNode(),
            NAME,
            FIELDS);
    Optional<Position> token = fields.text("token").map(Demand::token);
    Optional<Instant> asOf = fields.time("asOf");
    if (token.isPresent() && asOf.isPresent()) {
      throw Problem.field(NAME, "\"freshness\" has both a token and asOf: give one of them");
    }
    int wait = fields.integer("waitMs", DEFAULT_WAIT_MILLIS, 0, MAX_WAIT_MILLIS);
    return new Demand(token, asOf, Duration.ofMillis(wait));
  }

  private static Position token(String text) {
    try {
      return Position.parse(text);
    } catch (IllegalArgumentException _) {
      throw Problem.field(
          "freshness.token",
          "\"freshness.token\" is no token: give topic-partition@offset, such as documents-0@42");
    }
  }
}

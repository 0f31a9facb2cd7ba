package dev.freshet.query.web;

import dev.freshet.common.failure.Outage;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever went wrong, as a problem document: the one place where that is decided. */
final class Problems {
  /** The media type of problem documents. */
  static final String TYPE = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** Of causes; a chain might bite its tail. */
  private static final int LONGEST_CHAIN = 20;

  private Problems() {}

  static Reply reply(Problem problem) {
    return new Reply(problem.status(), TYPE, problem.headers(), bytes(problem));
  }

  /** The problem document. */
  static byte[] bytes(Problem problem) {
    return Reply.bytes(problem.document());
  }

  /** The problem that an exception of a handler comes to. */
  static Problem of(RuntimeException e, String route) {
    return switch (e) {
      case Problem problem -> problem;
      case Outage outage ->
          Problem.of(
                  503,
                  "Unavailable",
                  outage.dependency() + " does not answer: try again later, and see /health/ready")
              .with("dependency", outage.dependency())
              .withHeader(
                  "Retry-After",
                  Long.toString(
                      outage.retryAfter().map(d -> Math.max(1, d.toSeconds())).orElse(1L)));
      case UncheckedIOException _ ->
          Problem.field("body", "the request's body broke off: send all of it");
      case RuntimeException _ when brokenOff(e) ->
          Problem.of(503, "Ending", "the service was stopped meanwhile: ask again once it is up")
              .withHeader("Retry-After", "1");
      default -> {
        LOG.error("a request of {} failed", route, e);
        yield Problem.of(500, "Internal error", "this is a bug: the log of the service has more");
      }
    };
  }

  /** Whether its thread was interrupted, which the server's end alone does. */
  private static boolean brokenOff(RuntimeException e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .limit(LONGEST_CHAIN)
        .anyMatch(
            cause ->
                cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException);
  }
}

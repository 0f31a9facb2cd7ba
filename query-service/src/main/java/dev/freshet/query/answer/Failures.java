package dev.freshet.query.answer;

import dev.freshet.common.failure.Outage;
import dev.freshet.query.exchange.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ends a stream that has begun, as a problem: its status can no longer be the reply's. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static Problem problem(RuntimeException e) {
    return switch (e) {
      case Problem problem -> problem;
      case Outage outage -> {
        LOG.warn("an answer broke off: {}", outage.getMessage());
        yield Problem.of(
                503,
                "Unavailable",
                outage.dependency() + " does not answer, or broke off: try again later")
            .with("dependency", outage.dependency());
      }
      default -> {
        LOG.error("an answer failed", e);
        yield Problem.of(500, "Internal error", "this is a bug: the log of the service has more");
      }
    };
  }
}

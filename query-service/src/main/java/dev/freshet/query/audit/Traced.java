package dev.freshet.query.audit;

import dev.freshet.common.document.Origin;
import dev.freshet.common.document.TraceParent;
import dev.freshet.common.telemetry.Tracing;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Trail;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has queries traced, with the versions they were given.
 *
 * @param tracing where to
 * @param origins where a version came from, as the catalogue has it; empty for one that it knows no
 *     more
 */
record Traced(Tracing tracing, Function<Trail.Source, Optional<Origin>> origins) {
  private static final Logger LOG = LoggerFactory.getLogger(Traced.class);

  /** What cannot be traced is answered all the same. */
  void told(Request request, Account.Facts facts) {
    Optional<TraceParent> caller = request.header("traceparent").flatMap(TraceParent::parse);
    if (!tracing.keeps(caller)) {
      return;
    }
    try {
      tracing.query(
          new Tracing.Query(
              facts.door(),
              facts.id(),
              facts.time(),
              Duration.ofNanos((long) (facts.millis() * 1_000_000)),
              facts.status(),
              caller,
              given(facts)));
    } catch (RuntimeException e) {
      LOG.warn("the query {} is not traced: {}", facts.id(), e.toString());
    }
  }

  private List<Origin> given(Account.Facts facts) {
    return facts.notes().sources().keySet().stream()
        .limit(Tracing.MOST_GIVEN)
        .flatMap(source -> origins.apply(source).stream())
        .toList();
  }
}

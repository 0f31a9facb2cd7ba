package dev.freshet.ingest.index;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.TraceParent;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.telemetry.Tracing;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who besides the index events is told the last word on a version: its trace, and of a dead one the
 * log. Of several generations the serving one tells; a canary is timed by itself.
 *
 * @param tracing traces
 * @param serves whether this generation does
 */
record LastWords(Tracing tracing, BooleanSupplier serves) {
  private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

  /** From one job to this one: what lay longer is read again, and was told when it came. */
  private static final Duration NEWS = Duration.ofDays(1);

  /**
   * Tells it.
   *
   * @param lay how long it lay before this job, which makes an index anew from what lies there
   */
  void told(IndexEvent event, Duration lay) {
    // What is deferred has its last word yet to come.
    if (event.state() == DocumentState.DEFERRED
        || !serves.getAsBoolean()
        || lay.compareTo(NEWS) > 0
        || event.origin().identity().tenant().equals(Tenant.CANARY)) {
      return;
    }
    tracing.version(event);
    if (event.state() == DocumentState.DEAD) {
      event.failure().ifPresent(failure -> log(event.origin(), failure));
    }
  }

  /** Nothing of what a reader says of a document's contents: its dead letter has that. */
  private void log(Origin origin, Failure failure) {
    var line =
        LOG.atWarn()
            .addKeyValue("document", origin.identity().id().value())
            .addKeyValue("source", origin.identity().source())
            .addKeyValue("tenant", origin.identity().tenant().name())
            .addKeyValue("version", origin.version().position().token())
            .addKeyValue("reason", failure.reason().label());
    tracing
        .kept(origin)
        .or(origin::publisher)
        .map(TraceParent::traceId)
        .ifPresent(
            trace -> {
              var _ = line.addKeyValue("trace", trace);
            });
    line.log("a version of a document is a dead letter");
  }
}

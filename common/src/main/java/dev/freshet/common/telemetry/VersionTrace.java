package dev.freshet.common.telemetry;

import dev.freshet.common.document.Origin;
import dev.freshet.common.document.TraceParent;
import dev.freshet.common.document.Version;
import dev.freshet.common.text.Sha256;

/**
 * The ids of a version's trace are made of what names it, so that every process that knows the
 * version knows them, and what is told twice is told under the same ones. Its time is among that:
 * two clusters that send to one collector have the same positions.
 */
final class VersionTrace {
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  private VersionTrace() {}

  /**
   * The span from publishing to the last word: in the publisher's trace, or else in the version's
   * own.
   */
  static TraceParent of(Origin origin) {
    Version version = origin.version();
    String digest =
        Sha256.hex(
            origin.identity().tenant().name()
                + "\n"
                + origin.identity().id().value()
                + "\n"
                + version.position().token()
                + "\n"
                + version.publishedAt().toEpochMilli());
    String own = digest.substring(0, TRACE_DIGITS);
    String span = digest.substring(TRACE_DIGITS, TRACE_DIGITS + SPAN_DIGITS);
    return origin
        .publisher()
        .map(publisher -> new TraceParent(publisher.traceId(), span, publisher.sampled()))
        .orElseGet(() -> new TraceParent(own, span, false));
  }
}

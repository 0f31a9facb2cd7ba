package dev.freshet.common.telemetry;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Stage;
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
   * The span from publishing to when it was out or deleted: in the publisher's trace, or else in
   * the version's own.
   */
  static TraceParent of(Origin origin) {
    return of(origin, "");
  }

  /** The span from publishing to this last word: a dead letter may be replayed and come out. */
  static TraceParent of(Origin origin, DocumentState state) {
    return of(origin, spoken(state));
  }

  /** The span of one stage within that. */
  static TraceParent of(Origin origin, DocumentState state, Stage stage) {
    return of(origin, spoken(state) + "\n" + stage.label());
  }

  private static String spoken(DocumentState state) {
    return switch (state) {
      case INDEXED, DELETED -> "";
      case SUPERSEDED, DEAD, DEFERRED -> state.label();
    };
  }

  private static TraceParent of(Origin origin, String part) {
    Version version = origin.version();
    String name =
        origin.identity().tenant().name()
            + "\n"
            + origin.identity().id().value()
            + "\n"
            + version.position().token()
            + "\n"
            + version.publishedAt().toEpochMilli();
    String span = Sha256.hex(name + "\n" + part).substring(0, SPAN_DIGITS);
    return origin
        .publisher()
        .map(publisher -> new TraceParent(publisher.traceId(), span, publisher.sampled()))
        .orElseGet(() -> new TraceParent(Sha256.hex(name).substring(0, TRACE_DIGITS), span, false));
  }
}

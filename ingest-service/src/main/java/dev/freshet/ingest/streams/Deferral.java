package dev.freshet.ingest.streams;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Version;
import dev.freshet.common.topics.HeaderNames;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A published record for {@code documents.slow}, kept there in full from now on. */
public final class Deferral {
  /** The name of the sink in every topology that has one. */
  public static final String SINK = "to-slow";

  private Deferral() {}

  /**
   * A record for the slow lane.
   *
   * @param original as published, or as it stood on {@code documents.slow}
   * @param version where and when it was published
   * @param attempt which attempt it will be there, from 2
   * @param by the lane that defers the versions of a document in their order; empty where it comes
   *     out of order
   * @param now the record's own time
   */
  public static Outgoing of(
      Incoming original, Version version, int attempt, Optional<Lane> by, Instant now) {
    Headers headers = new RecordHeaders(original.headers().toArray());
    HeaderText.set(headers, HeaderNames.SOURCE_POSITION, version.position().token());
    HeaderText.set(headers, HeaderNames.SOURCE_TIME, version.publishedAt().toString());
    HeaderText.set(headers, HeaderNames.ATTEMPT, Integer.toString(attempt));
    headers.remove(HeaderNames.DEFERRED_BY);
    by.ifPresent(lane -> HeaderText.set(headers, HeaderNames.DEFERRED_BY, lane.label()));
    return new Outgoing(
        SINK, version.position().log(), original.key(), original.value(), headers, now);
  }
}

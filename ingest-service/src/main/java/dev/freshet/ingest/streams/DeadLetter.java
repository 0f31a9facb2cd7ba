package dev.freshet.ingest.streams;

import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.topics.HeaderNames;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What cannot be read, kept as it was published, with the reason in headers. */
public final class DeadLetter {
  /** The name of the sink in every topology that has one. */
  public static final String SINK = "to-dead-letters";

  private static final List<String> SLOW_ONLY =
      List.of(
          HeaderNames.SOURCE_POSITION,
          HeaderNames.SOURCE_TIME,
          HeaderNames.ATTEMPT,
          HeaderNames.DEFERRED_BY);

  /** The fast lane's. */
  private static final int FIRST_ATTEMPT = 1;

  private DeadLetter() {}

  /**
   * A letter of the first attempt.
   *
   * @param original the record as published, at its place in the source topic
   * @param failure why
   * @param now the time it was given up, and the letter's own time, so that it is kept in full
   */
  public static Outgoing of(Incoming original, Failure failure, Instant now) {
    Version version = new Version(original.position(), original.timestamp());
    return of(original, version, FIRST_ATTEMPT, failure, now);
  }

  /**
   * A letter.
   *
   * @param original the record as it was read last, maybe not from where it was published
   * @param version where and when it was published
   * @param attempt which attempt failed, from 1
   * @param failure why
   * @param now the time it was given up, and the letter's own time, so that it is kept in full
   */
  public static Outgoing of(
      Incoming original, Version version, int attempt, Failure failure, Instant now) {
    Headers headers = new RecordHeaders(original.headers().toArray());
    HeaderText.set(headers, HeaderNames.ERROR_STAGE, failure.stage().label());
    HeaderText.set(headers, HeaderNames.ERROR_REASON, failure.reason().label());
    HeaderText.set(headers, HeaderNames.ERROR_MESSAGE, failure.message());
    HeaderText.set(headers, HeaderNames.ERROR_ATTEMPT, Integer.toString(attempt));
    HeaderText.set(headers, HeaderNames.ERROR_POSITION, version.position().token());
    HeaderText.set(headers, HeaderNames.ERROR_SOURCE_TIME, version.publishedAt().toString());
    HeaderText.set(headers, HeaderNames.ERROR_TIME, now.toString());
    // What only the slow lane was told; whoever replays the letter says it anew.
    SLOW_ONLY.forEach(headers::remove);
    return new Outgoing(
        SINK, version.position().log(), original.key(), original.value(), headers, now);
  }
}

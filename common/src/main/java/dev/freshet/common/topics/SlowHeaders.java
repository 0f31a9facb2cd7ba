package dev.freshet.common.topics;

import dev.freshet.common.document.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of a record that is put on {@code documents.slow} once more, as the version that it
 * was: the publisher's own, and where and when that was published.
 */
public final class SlowHeaders {
  private SlowHeaders() {}

  /**
   * @param original of the record as published, or of its dead letter
   * @param version its position in the source topic
   * @param sourceTime the Kafka time of the record there
   * @param attempt which one it will be, from 2
   */
  public static Headers of(Headers original, Position version, Instant sourceTime, int attempt) {
    Headers headers = new RecordHeaders();
    for (Header header : original) {
      if (!header.key().startsWith(HeaderNames.ERROR)
          && !header.key().equals(HeaderNames.DEFERRED_BY)) {
        headers.add(header);
      }
    }
    set(headers, HeaderNames.SOURCE_POSITION, version.token());
    set(headers, HeaderNames.SOURCE_TIME, sourceTime.toString());
    set(headers, HeaderNames.ATTEMPT, Integer.toString(attempt));
    return headers;
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}

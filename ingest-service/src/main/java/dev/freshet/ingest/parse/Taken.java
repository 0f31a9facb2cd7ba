package dev.freshet.ingest.parse;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.ingest.streams.Deferral;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A published record as the job takes it up: from its source topic, or from {@code documents.slow},
 * where headers say what it is.
 *
 * @param record as read
 * @param version its position and time in the source topic
 * @param attempt which attempt this is, from 1
 * @param inOrder whether the versions of a document come in their order among such records; those
 *     replayed do not
 */
record Taken(Incoming record, Version version, int attempt, boolean inOrder) {
  private static final int FIRST_SLOW_ATTEMPT = 2;

  /** A header of ours that is missing or not of its form. */
  static final class Bad extends Exception {
    private static final long serialVersionUID = 1L;

    Bad(String message) {
      super(message);
    }

    Failure failure() {
      return new Failure(Stage.PARSE, Reason.BAD_HEADER, getMessage());
    }
  }

  /**
   * What a record is.
   *
   * @throws Bad in the slow lane, where the headers do not say
   */
  static Taken of(Incoming record, Lane lane) throws Bad {
    return switch (lane) {
      case LIVE, BULK ->
          new Taken(record, new Version(record.position(), record.timestamp()), 1, true);
      case SLOW -> fromSlow(record);
    };
  }

  private static Taken fromSlow(Incoming record) throws Bad {
    Headers headers = record.headers();
    return new Taken(
        record,
        new Version(position(headers), time(headers)),
        attempt(headers),
        headers.lastHeader(HeaderNames.DEFERRED_BY) != null);
  }

  private static Position position(Headers headers) throws Bad {
    try {
      return Position.parse(text(headers, HeaderNames.SOURCE_POSITION));
    } catch (IllegalArgumentException e) {
      throw bad(HeaderNames.SOURCE_POSITION, "give topic-partition@offset");
    }
  }

  private static Instant time(Headers headers) throws Bad {
    try {
      return OffsetDateTime.parse(text(headers, HeaderNames.SOURCE_TIME)).toInstant();
    } catch (DateTimeParseException e) {
      throw bad(HeaderNames.SOURCE_TIME, "give an RFC 3339 time");
    }
  }

  private static int attempt(Headers headers) throws Bad {
    try {
      int attempt = Integer.parseInt(text(headers, HeaderNames.ATTEMPT));
      if (attempt >= FIRST_SLOW_ATTEMPT) {
        return attempt;
      }
    } catch (NumberFormatException _) {
      // Told below, like one that is too small.
    }
    throw bad(HeaderNames.ATTEMPT, "give a whole number from " + FIRST_SLOW_ATTEMPT);
  }

  private static String text(Headers headers, String name) throws Bad {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw bad(name, "it is missing: only Freshet itself writes to this topic");
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static Bad bad(String name, String what) {
    return new Bad("header " + name + ": " + what);
  }

  /** This record for the slow lane, kept there in full from now on. */
  Outgoing deferred(Lane from, Instant now) {
    return Deferral.of(record, version, attempt + 1, Optional.of(from), now);
  }

  /** Says which attempt it is, where it is not the first, for a letter that a later job writes. */
  void tellAttempt(Headers headers) {
    if (attempt > 1) {
      headers.add(HeaderNames.ATTEMPT, Integer.toString(attempt).getBytes(StandardCharsets.UTF_8));
    }
  }
}

package dev.freshet.query.deadletters;

import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.query.backwards.Entry;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What is told of a dead letter, without its bytes. Read leniently: whatever stands on the topic
 * can be listed and dropped.
 *
 * @param position where the letter stands
 * @param time when the document was given up
 * @param id the document's id as published; empty where the record has none
 * @param tenant whose document, as the header says
 * @param version the document's place in its source topic
 * @param sourceTime the Kafka time of the record there
 * @param stage where it died; may be blank
 * @param reason why; may be blank, or none that this release knows
 * @param message the same for a person
 * @param attempt which attempt failed, from 1
 * @param bytes size of the file; empty where the letter has none
 * @param filename as published; may be empty
 * @param contentType as published; may be empty
 */
record Letter(
    Position position,
    Instant time,
    Optional<String> id,
    String tenant,
    Optional<Position> version,
    Instant sourceTime,
    String stage,
    String reason,
    String message,
    int attempt,
    OptionalInt bytes,
    String filename,
    String contentType)
    implements Entry {

  /** The letter of a record. */
  static Letter of(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    Instant time = Instant.ofEpochMilli(record.timestamp());
    return new Letter(
        new Position(record.topic(), record.partition(), record.offset()),
        time,
        Optional.ofNullable(record.key()).map(Letter::utf8).filter(id -> !id.isEmpty()),
        text(headers, HeaderNames.TENANT).orElse(Tenant.DEFAULT.name()),
        text(headers, HeaderNames.ERROR_POSITION).flatMap(Letter::position),
        text(headers, HeaderNames.ERROR_SOURCE_TIME).flatMap(Letter::instant).orElse(time),
        text(headers, HeaderNames.ERROR_STAGE).orElse(""),
        text(headers, HeaderNames.ERROR_REASON).orElse(""),
        text(headers, HeaderNames.ERROR_MESSAGE).orElse(""),
        text(headers, HeaderNames.ERROR_ATTEMPT).flatMap(Letter::count).orElse(1),
        record.value() == null ? OptionalInt.empty() : OptionalInt.of(record.value().length),
        text(headers, HeaderNames.FILENAME).orElse(""),
        text(headers, HeaderNames.CONTENT_TYPE).orElse(""));
  }

  private static Optional<String> text(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name)).map(Header::value).map(Letter::utf8);
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Optional<Position> position(String text) {
    try {
      return Optional.of(Position.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> count(String text) {
    try {
      return Optional.of(Integer.parseInt(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  @Override
  public long weight() {
    return bytes.orElse(0);
  }

  /** The source topic; empty where the letter does not say. */
  String source() {
    return version.map(Position::topic).orElse("");
  }

  /** Why it cannot be put back as it is, and what to do instead; empty where it can. */
  Optional<String> obstacle() {
    Optional<String> mend = known().flatMap(Obstacles::of);
    if (mend.isPresent()) {
      return mend;
    }
    if (version.isEmpty()) {
      return Optional.of(
          "it does not say where it was published: publish the document again, and drop the"
              + " letter");
    }
    return bytes.isPresent()
        ? Optional.empty()
        : Optional.of(
            "it has no bytes, they were no longer in Kafka: publish the document again, and drop"
                + " the letter");
  }

  /** The reason, where this release knows it. */
  Optional<Reason> known() {
    try {
      return Optional.of(Reason.of(reason));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

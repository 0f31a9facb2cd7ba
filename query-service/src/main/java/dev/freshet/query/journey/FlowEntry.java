package dev.freshet.query.journey;

import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.query.backwards.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What is told of a record between the jobs, or of one on the slow lane's first topic, without its
 * value.
 *
 * @param position where it stands
 * @param time when its document was published
 * @param weight about how many bytes it has
 * @param version the place of its version in the source topic; empty where it is none of ours
 * @param origin where it came from; empty on the slow lane's first topic
 * @param standsIn whether it only passes a position on for a result that comes later
 */
record FlowEntry(
    Position position,
    Instant time,
    long weight,
    Optional<Position> version,
    Optional<Origin> origin,
    boolean standsIn)
    implements Entry {

  static FlowEntry of(ConsumerRecord<byte[], byte[]> record) {
    Optional<Origin> origin = FlowCodec.origin(record.headers());
    return new FlowEntry(
        new Position(record.topic(), record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        record.value() == null ? 0 : record.value().length,
        origin
            .map(o -> o.version().position())
            .or(() -> text(record, HeaderNames.SOURCE_POSITION).flatMap(FlowEntry::position)),
        origin,
        text(record, HeaderNames.OUTCOME).equals(Optional.of("deferred")));
  }

  private static Optional<String> text(ConsumerRecord<byte[], byte[]> record, String name) {
    return Optional.ofNullable(record.headers().lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  private static Optional<Position> position(String token) {
    try {
      return Optional.of(Position.parse(token));
    } catch (IllegalArgumentException _) {
      // Another program's: it is of no version of ours.
      return Optional.empty();
    }
  }
}

package dev.freshet.query.journey;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Position;
import dev.freshet.common.topics.IndexEventCodec;
import dev.freshet.query.backwards.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of {@code index-events}, read only where it is about the document looked for. */
final class EventEntry implements Entry {
  private static final IndexEventCodec CODEC = new IndexEventCodec();

  private final ConsumerRecord<byte[], byte[]> record;

  EventEntry(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
  }

  /**
   * The event, where it is about this document. What stands before the document's key says which
   * strand of it the event is on.
   */
  Optional<IndexEvent> about(DocumentIdentity identity) {
    if (record.key() == null
        || record.value() == null
        || !new String(record.key(), StandardCharsets.UTF_8).endsWith(identity.key())) {
      return Optional.empty();
    }
    try {
      return Optional.of(CODEC.decode(record.value()))
          .filter(event -> event.origin().identity().equals(identity));
    } catch (IllegalArgumentException _) {
      // The follower passes it over too, and says so.
      return Optional.empty();
    }
  }

  @Override
  public Position position() {
    return new Position(record.topic(), record.partition(), record.offset());
  }

  @Override
  public Instant time() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  @Override
  public long weight() {
    return record.serializedValueSize();
  }
}

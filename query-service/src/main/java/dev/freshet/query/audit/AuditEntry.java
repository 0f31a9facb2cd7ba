package dev.freshet.query.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Position;
import dev.freshet.query.backwards.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record as it is read back.
 *
 * @param json empty for what is no record of ours
 */
record AuditEntry(Position position, Instant time, long weight, Optional<ObjectNode> json)
    implements Entry {
  private static final ObjectMapper JSON = new ObjectMapper();

  static AuditEntry of(ConsumerRecord<byte[], byte[]> record) {
    return new AuditEntry(
        new Position(record.topic(), record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        record.value() == null ? 0 : record.value().length,
        Optional.ofNullable(record.value()).flatMap(AuditEntry::read));
  }

  private static Optional<ObjectNode> read(byte[] value) {
    try {
      JsonNode tree = JSON.readTree(value);
      return tree instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (IOException _) {
      // Somebody else wrote it to the topic: it is passed over.
      return Optional.empty();
    }
  }
}

package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records that are JSON. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** The object that a record holds; missing where it is none of ours. */
  static JsonNode of(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return MissingNode.getInstance();
    }
    try {
      JsonNode tree = MAPPER.readTree(record.value());
      return tree != null && tree.isObject() ? tree : MissingNode.getInstance();
    } catch (IOException _) {
      // Somebody else wrote it to the topic: whoever reads counts it.
      return MissingNode.getInstance();
    }
  }
}

package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.Tenant;
import java.util.BitSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The queries that were asked and judged. Anybody can judge queries that nobody asked: with these
 * known before judgements are kept, such ones take no memory and no place of others. Some 32 MB,
 * and 16 bytes a query.
 */
final class Judged {
  private static final int BITS = 1 << 28;

  private final Tenant tenant;

  /** Bits of what judgements name, asked for or not. */
  private final BitSet named = new BitSet(BITS);

  private final LongSet asked = new LongSet();

  /**
   * @param tenant who asked and judged
   */
  Judged(Tenant tenant) {
    this.tenant = tenant;
  }

  /** Takes note of which query a judgement is about. */
  void judgement(ConsumerRecord<byte[], byte[]> record) {
    JsonNode json = Json.of(record);
    if (isOurs(json)) {
      named.set(bit(hash(json.path("queryId").asText())));
    }
  }

  /** Takes note of a query; all judgements were read before. */
  void query(ConsumerRecord<byte[], byte[]> record) {
    JsonNode json = Json.of(record);
    long hash = hash(json.path("id").asText());
    if (isOurs(json) && named.get(bit(hash))) {
      asked.add(hash);
    }
  }

  /** Whether it was asked. */
  boolean has(String queryId) {
    return asked.contains(hash(queryId));
  }

  private boolean isOurs(JsonNode json) {
    return json.path("tenant").asText().equals(tenant.name());
  }

  private static long hash(String queryId) {
    return Key.of(queryId).high();
  }

  private static int bit(long hash) {
    return (int) (hash & BITS - 1);
  }
}

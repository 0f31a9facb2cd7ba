package dev.freshet.query;

import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.erasure.AdminPolicies;
import dev.freshet.query.erasure.TopicPolicies;
import dev.freshet.query.flow.Backlog;
import dev.freshet.query.flow.GroupBacklog;
import dev.freshet.query.freshness.AdminEnds;
import dev.freshet.query.freshness.Ends;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the service's Kafka clients; consumer and producer are closed by who asked for them. */
interface Kafka extends AutoCloseable {
  /** Reads index events. */
  Consumer<byte[], byte[]> consumer();

  /** Reads pieces of a topic here and there: never waits at its end for more to come. */
  Consumer<byte[], byte[]> pieces();

  /** Reads embedded documents, which are large: few at a time. */
  Consumer<byte[], byte[]> documents();

  /** Joins a group whose members share the partitions of what they subscribe to. */
  Consumer<byte[], byte[]> member(String group);

  /** Publishes: acknowledged means replicated and durable. */
  Producer<byte[], byte[]> producer();

  /** Where source topics end; of use until {@link #close}. */
  Ends ends(List<String> sources);

  /**
   * What waits before the jobs; of use until {@link #close}.
   *
   * @param documents prefix of the groups that all generations share
   * @param generation prefix of a generation's own groups
   */
  Backlog backlog(TopicNames topics, String documents, String generation);

  /** How long topics keep what is written to them; of use until {@link #close}. */
  TopicPolicies policies();

  @Override
  void close();

  /**
   * The real ones.
   *
   * @param common what every client needs, such as {@code bootstrap.servers}
   * @param maxRequestBytes the largest record, key and headers included
   * @param timeoutMillis how long a record may take to be durable
   */
  static Kafka of(Map<String, Object> common, int maxRequestBytes, int timeoutMillis) {
    Admin admin =
        Admin.create(
            with(
                common,
                Map.of(
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000)));
    return new Kafka() {
      @Override
      public Consumer<byte[], byte[]> consumer() {
        return reading(common, Map.of());
      }

      @Override
      public Consumer<byte[], byte[]> pieces() {
        // The fetch ahead of what is wanted would keep the next one waiting.
        return reading(common, Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5));
      }

      @Override
      public Consumer<byte[], byte[]> documents() {
        return reading(
            common,
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                100,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                16 << 20,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                4 << 20));
      }

      @Override
      public Consumer<byte[], byte[]> member(String group) {
        return reading(common, Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
      }

      @Override
      public Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
            with(
                common,
                Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    // A second request may else reach a new partition before the first (0037).
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    1,
                    ProducerConfig.LINGER_MS_CONFIG,
                    0,
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    maxRequestBytes,
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    Math.max(33_554_432L, maxRequestBytes),
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    Math.min(10_000, timeoutMillis),
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    timeoutMillis,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    timeoutMillis)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
      }

      @Override
      public Ends ends(List<String> sources) {
        return new AdminEnds(admin, sources);
      }

      @Override
      public Backlog backlog(TopicNames topics, String documents, String generation) {
        return new GroupBacklog(admin, topics, documents, generation);
      }

      @Override
      public TopicPolicies policies() {
        return new AdminPolicies(admin);
      }

      @Override
      public void close() {
        admin.close(Duration.ofSeconds(5));
      }
    };
  }

  private static Consumer<byte[], byte[]> reading(
      Map<String, Object> common, Map<String, Object> own) {
    Map<String, Object> config =
        with(
            common,
            Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2000,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000));
    return new KafkaConsumer<>(
        with(config, own), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> with(Map<String, Object> common, Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(common);
    all.putAll(own);
    return all;
  }
}

package dev.freshet.ingest.streams;

import dev.freshet.common.document.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How every job runs on Kafka Streams.
 *
 * @param kafka {@code bootstrap.servers}, and what security asks for
 * @param applicationPrefix the application ids begin with it
 * @param instanceId names this process in each group; the same after a restart, so that it takes
 *     its work up again at once instead of waiting for its former self's session to time out
 * @param stateDirectory for lock files
 * @param commitInterval how often offsets are committed
 * @param sessionTimeout how long a process may be silent before others take over
 */
public record StreamsSettings(
    Map<String, Object> kafka,
    String applicationPrefix,
    String instanceId,
    Path stateDirectory,
    Duration commitInterval,
    Duration sessionTimeout) {
  /** The largest record that a job writes, uncompressed; the embedded broker takes 64 MiB. */
  public static final int MAX_RECORD_BYTES = 62_000_000;

  /** The same with keys, headers and framing; the topics' {@code max.message.bytes}. */
  public static final int MAX_REQUEST_BYTES = 64_000_000;

  private static final int FETCH_BYTES = 16_000_000;
  private static final int PARTITION_FETCH_BYTES = 4_000_000;
  private static final int RECORDS_A_POLL = 100;

  /** A stream thread that waits for its window's head comes back in time by so many times. */
  private static final int POLL_MARGIN = 3;

  /** Long enough for a broker to restart; then the job starts anew and reads again. */
  private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(3);

  /** For {@code new KafkaStreams}. */
  Properties properties(String label, Lane lane) {
    Properties all = new Properties();
    all.putAll(kafka);
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationPrefix + label);
    all.put(StreamsConfig.CLIENT_ID_CONFIG, applicationPrefix + label + "-" + instanceId);
    all.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    // One thread, one gate: the work itself is done by the run's workers.
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    // A task takes what is there, whichever of its topics it comes from.
    all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, RECORDS_A_POLL);
    all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    consumer(all, lane);
    producer(all);
    return all;
  }

  private void consumer(Properties all, Lane lane) {
    main(all, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    main(all, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    main(all, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) sessionTimeout.toMillis());
    main(all, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) sessionTimeout.toMillis() / 4);
    Duration pollWithin = WindowLimits.patience(lane).multipliedBy(POLL_MARGIN);
    main(all, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) pollWithin.toMillis());
    main(all, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
    main(all, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    main(all, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    main(all, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
  }

  private static void producer(Properties all) {
    produce(all, ProducerConfig.ACKS_CONFIG, "all");
    produce(all, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A second request may else reach a new partition before the first (decision 0037).
    produce(all, ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    produce(all, ProducerConfig.LINGER_MS_CONFIG, 0);
    produce(all, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    produce(all, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
    produce(all, ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
    produce(all, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    produce(all, ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * MAX_REQUEST_BYTES);
  }

  private static void main(Properties all, String name, Object value) {
    all.put(StreamsConfig.mainConsumerPrefix(name), value);
  }

  private static void produce(Properties all, String name, Object value) {
    all.put(StreamsConfig.producerPrefix(name), value);
  }
}

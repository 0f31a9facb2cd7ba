package dev.freshet.standalone.dataset;

import dev.freshet.common.document.LogPartition;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of topics, read by one thread. Each call fails as an Outage where Kafka is away. */
interface Records extends AutoCloseable {
  /** The names of the topics there are. */
  Set<String> topics();

  /** A topic's partitions in order; none where there is no such topic. */
  List<LogPartition> partitions(String topic);

  /** The offset that the next record gets. */
  long end(LogPartition log);

  /** Hands on the records from the first that is there to before an offset, in order. */
  void read(LogPartition log, long to, Consumer<ConsumerRecord<byte[], byte[]>> reader);

  @Override
  void close();
}

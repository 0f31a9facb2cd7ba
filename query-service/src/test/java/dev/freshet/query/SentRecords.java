package dev.freshet.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Reads back what a mock of a producer was given, as the one partition of a topic. */
final class SentRecords extends MockConsumer<byte[], byte[]> {
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  private SentRecords() {
    super("earliest");
  }

  static SentRecords of(String topic, List<ProducerRecord<byte[], byte[]>> sent) {
    var consumer = new SentRecords();
    sent.stream()
        .filter(record -> record.topic().equals(topic))
        .forEach(record -> consumer.records.add(consumer.read(topic, record)));
    var partition = new TopicPartition(topic, 0);
    consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, (long) consumer.records.size()));
    return consumer;
  }

  private ConsumerRecord<byte[], byte[]> read(String topic, ProducerRecord<byte[], byte[]> sent) {
    return new ConsumerRecord<>(
        topic,
        0,
        records.size(),
        RunningService.NOW.toEpochMilli() + records.size(),
        TimestampType.CREATE_TIME,
        sent.key().length,
        sent.value().length,
        sent.key(),
        sent.value(),
        new RecordHeaders(),
        Optional.empty());
  }

  @Override
  public synchronized void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    records.forEach(this::addRecord);
  }
}

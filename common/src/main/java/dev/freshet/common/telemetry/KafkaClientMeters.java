package dev.freshet.common.telemetry;

/** A Kafka client that is measured until this is closed. */
@FunctionalInterface
public interface KafkaClientMeters extends AutoCloseable {
  @Override
  void close();
}

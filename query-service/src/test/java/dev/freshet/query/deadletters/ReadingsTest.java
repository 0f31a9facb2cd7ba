package dev.freshet.query.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.exchange.PlainRequest;
import dev.freshet.query.exchange.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ReadingsTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  /** Says that there are five letters, and never gives one. */
  private static MockConsumer<byte[], byte[]> silent() {
    var consumer = new MockConsumer<byte[], byte[]>("earliest");
    for (String topic :
        List.of(TopicNames.DEFAULT.deadLetters(), TopicNames.DEFAULT.deadLetterMarks())) {
      var partition = new TopicPartition(topic, 0);
      long end = topic.equals(TopicNames.DEFAULT.deadLetters()) ? 5 : 0;
      consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
      consumer.updateBeginningOffsets(Map.of(partition, 0L));
      consumer.updateEndOffsets(Map.of(partition, end));
    }
    return consumer;
  }

  private static DeadLetters letters(Supplier<Consumer<byte[], byte[]>> consumers) {
    return letters(SHORT, consumers);
  }

  private static DeadLetters letters(
      Duration timeout, Supplier<Consumer<byte[], byte[]>> consumers) {
    return new DeadLetters(
        new DeadLetterSettings(1, timeout),
        TopicNames.DEFAULT,
        consumers,
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
        InstantSource.system());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 20})
  void nothingReadInTime_isAnOutage_andNoEmptyPage(long millis) {
    MockConsumer<byte[], byte[]> consumer = silent();
    DeadLetters letters = letters(Duration.ofMillis(millis), () -> consumer);

    assertThatExceptionOfType(Outage.class)
        .isThrownBy(() -> letters.list(new PlainRequest(Map.of())))
        .withMessage("kafka: did not give the dead letters in time");
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void consumerThatFails_isAnOutage_andGivesItsPlaceBack() {
    DeadLetters letters =
        letters(
            () -> {
              throw new KafkaException("no route");
            });

    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(Outage.class)
          .isThrownBy(() -> letters.list(new PlainRequest(Map.of())))
          .withMessage("kafka: dead letters cannot be read: no route");
    }
  }

  @Test
  void oneReaderTooMany_isToldToComeAgain() throws Exception {
    var within = new CountDownLatch(1);
    var over = new CountDownLatch(1);
    DeadLetters letters =
        letters(
            () -> {
              within.countDown();
              try {
                over.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return silent();
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> letters.list(new PlainRequest(Map.of())));
      assertThat(within.await(10, TimeUnit.SECONDS)).isTrue();
      try {
        assertThatExceptionOfType(Problem.class)
            .isThrownBy(() -> letters.list(new PlainRequest(Map.of())))
            .satisfies(problem -> assertThat(problem.status()).isEqualTo(503))
            .withMessageContaining("raise dead-letters.readers");
      } finally {
        over.countDown();
      }
      assertThat(first).failsWithin(Duration.ofSeconds(10));
    }
  }
}

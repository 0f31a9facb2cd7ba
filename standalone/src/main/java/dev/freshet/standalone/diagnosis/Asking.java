package dev.freshet.standalone.diagnosis;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.topics.KafkaAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what the brokers are asked for one diagnosis: for each answer a while, and in all. */
final class Asking {
  /** How long each answer is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(4);

  /** How long all of them together are waited for. */
  private static final Duration IN_ALL = Duration.ofSeconds(20);

  private final long end = System.nanoTime() + IN_ALL.toNanos();
  private final List<String> troubles;

  /**
   * @param troubles told what could not be asked
   */
  Asking(List<String> troubles) {
    this.troubles = troubles;
  }

  /**
   * The answer; where the time is over, only if it is there already.
   *
   * @throws Outage where there is none
   */
  <T> T answer(KafkaFuture<T> asked) {
    long left = Math.clamp(end - System.nanoTime(), 0, PATIENCE.toNanos());
    return KafkaAnswer.of(asked, Duration.ofNanos(left));
  }

  /** The answer; empty and a trouble where there is none. */
  <T> Optional<T> tried(String what, Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (Outage e) {
      trouble(what + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  void trouble(String text) {
    troubles.add("Kafka, " + text);
  }
}

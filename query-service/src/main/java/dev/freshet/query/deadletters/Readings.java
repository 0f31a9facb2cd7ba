package dev.freshet.query.deadletters;

import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Gives each request a consumer, a few at a time and for a while. */
final class Readings {
  private final DeadLetterSettings settings;
  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Marks marks;
  private final Semaphore room;

  Readings(
      DeadLetterSettings settings,
      String topic,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Marks marks) {
    this.settings = settings;
    this.topic = topic;
    this.consumers = consumers;
    this.marks = marks;
    this.room = new Semaphore(settings.readers(), true);
  }

  /**
   * What one request reads with.
   *
   * @param log the letters
   * @param ranges of them that are there
   * @param deadline when its time is over
   */
  record Reading(LetterLog log, Map<Integer, LetterLog.Range> ranges, Deadline deadline) {

    /** The whole record of a letter; empty where there is none. */
    Optional<ConsumerRecord<byte[], byte[]>> again(Position letter) {
      LetterLog.Range range = ranges.get(letter.partition());
      return range == null || letter.offset() < range.begin() || letter.offset() >= range.end()
          ? Optional.empty()
          : log.record(letter);
    }
  }

  /**
   * Answers a request, knowing all marks set before it.
   *
   * @throws Problem when too many read at once
   * @throws Outage when Kafka does not answer in time
   */
  Reply read(Function<Reading, Reply> request) {
    Deadline deadline = Deadline.in(settings.timeout());
    take();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      LetterLog log = new KafkaLetterLog(consumer, topic, deadline);
      Map<Integer, LetterLog.Range> ranges = log.ranges();
      marks.catchUp(consumer, ranges, deadline);
      return request.apply(new Reading(log, ranges, deadline));
    } catch (LetterLog.OutOfTime e) {
      throw slow(e);
    } catch (KafkaException e) {
      throw new Outage("kafka", "dead letters cannot be read: " + e.getMessage(), e);
    } finally {
      room.release();
    }
  }

  /** Nothing at all was read in time. */
  static Outage slow(LetterLog.OutOfTime e) {
    return new Outage("kafka", "did not give the dead letters in time", e);
  }

  private void take() {
    try {
      if (!room.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw Problem.of(
                503,
                "Busy",
                "more than "
                    + settings.readers()
                    + " requests read dead letters at once: try again, or raise"
                    + " dead-letters.readers")
            .withHeader("Retry-After", "1");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "the wait for it was interrupted", e);
    }
  }
}

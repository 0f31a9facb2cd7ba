package dev.freshet.query.backwards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.query.exchange.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Gives each request a consumer, a few at a time and for a while. */
public final class Readings<E extends Entry> {
  private final Limits limits;
  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Function<ConsumerRecord<byte[], byte[]>, E> entry;
  private final Before before;
  private final Semaphore room;

  /**
   * What is bounded.
   *
   * @param what is read, for people, such as {@code dead letters}
   * @param setting the key that says how many read at once
   * @param readers how many do
   * @param timeout how long one request reads, before it answers with what it has found
   */
  public record Limits(String what, String setting, int readers, Duration timeout) {}

  /** What is done before a request reads. */
  @FunctionalInterface
  public interface Before {
    /** Nothing. */
    Before NOTHING = (_, _, _) -> {};

    /**
     * Does it.
     *
     * @param ranges of the topic that are there
     */
    void read(
        Consumer<byte[], byte[]> consumer, Map<Integer, TopicLog.Range> ranges, Deadline deadline);
  }

  /**
   * @param consumers makes a consumer for each request
   * @param entry what is told of a record, without its value
   */
  public Readings(
      Limits limits,
      String topic,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Function<ConsumerRecord<byte[], byte[]>, E> entry,
      Before before) {
    this.limits = limits;
    this.topic = topic;
    this.consumers = consumers;
    this.entry = entry;
    this.before = before;
    this.room = new Semaphore(limits.readers(), true);
  }

  /**
   * What one request reads with.
   *
   * @param what is read, for people
   * @param log the topic
   * @param ranges of them that are there
   * @param deadline when its time is over
   */
  public record Reading<E extends Entry>(
      String what, TopicLog<E> log, Map<Integer, TopicLog.Range> ranges, Deadline deadline) {

    /** The whole record at a position; empty where there is none. */
    public Optional<ConsumerRecord<byte[], byte[]>> again(Position place) {
      TopicLog.Range range = ranges.get(place.partition());
      return range == null || place.offset() < range.begin() || place.offset() >= range.end()
          ? Optional.empty()
          : log.record(place);
    }

    /**
     * Hands on entries, the newest first, and tells how far it came: {@code looked}, {@code left}
     * and the cursor {@code next}.
     *
     * @param since only what was written then or later
     * @param cursor where to go on
     * @param told what is answered
     * @param more takes an entry, and says whether more are wanted
     * @throws Outage where nothing at all was read in time
     */
    public void walk(
        Optional<Instant> since, Optional<Bounds> cursor, ObjectNode told, Predicate<E> more) {
      Backwards<E> entries =
          new Backwards<>(log, since.map(time -> log.since(time, ranges)).orElse(ranges), cursor);
      Bounds from = entries.bounds();
      long atFirst = entries.left();
      boolean wanted = true;
      try {
        while (wanted) {
          deadline.check();
          Optional<E> entry = entries.newest();
          if (entry.isEmpty()) {
            break;
          }
          wanted = more.test(entry.get());
          entries.take(entry.get());
        }
      } catch (TopicLog.OutOfTime e) {
        if (entries.bounds().equals(from)) {
          throw slow(what, e);
        }
      }
      told.put("looked", atFirst - entries.left());
      told.put("left", entries.left());
      told.put("next", entries.left() == 0 ? null : entries.bounds().text());
    }
  }

  /**
   * Answers a request.
   *
   * @throws Problem when too many read at once
   * @throws Outage when Kafka does not answer in time
   */
  public <T> T read(Function<Reading<E>, T> request) {
    Deadline deadline = Deadline.in(limits.timeout());
    take();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      TopicLog<E> log = new KafkaTopicLog<>(consumer, topic, deadline, entry);
      Map<Integer, TopicLog.Range> ranges = log.ranges();
      before.read(consumer, ranges, deadline);
      return request.apply(new Reading<>(limits.what(), log, ranges, deadline));
    } catch (TopicLog.OutOfTime e) {
      throw slow(limits.what(), e);
    } catch (KafkaException e) {
      throw new Outage("kafka", limits.what() + " cannot be read: " + e.getMessage(), e);
    } finally {
      room.release();
    }
  }

  private static Outage slow(String what, TopicLog.OutOfTime e) {
    return new Outage("kafka", "did not give the " + what + " in time", e);
  }

  private void take() {
    try {
      if (!room.tryAcquire(limits.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw Problem.of(
                503,
                "Busy",
                "more than "
                    + limits.readers()
                    + " requests read "
                    + limits.what()
                    + " at once: try again, or raise "
                    + limits.setting())
            .withHeader("Retry-After", "1");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "the wait for it was interrupted", e);
    }
  }
}

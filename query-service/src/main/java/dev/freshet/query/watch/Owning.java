package dev.freshet.query.watch;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.scheduling.Worker;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of several services one pushes for a registered watch: the one to which Kafka's group protocol
 * gives the watch's partition of the topic. Follows the topic on a thread of its own, has the
 * watches of its partitions stand, and says now and then how far they are, so that the next owner
 * goes on from there.
 */
final class Owning implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Owning.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long TELL_NANOS = Duration.ofSeconds(5).toNanos();

  private record Mine(Standing standing, Delivery delivery, String startedAt) {}

  private final WatchSettings settings;
  private final WatchLog log;
  private final Supplier<Consumer<byte[], byte[]>> readers;
  private final Supplier<Consumer<byte[], byte[]>> members;
  private final Feed feed;
  private final Line line;
  private final Queries queries;
  private final Supplier<WatchedGeneration> serving;
  private final Pushing pushing;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final Map<String, Mine> mine = new HashMap<>();
  private final Worker worker = new Worker("watches-registered", this::run);
  private Set<Integer> owned = Set.of();
  private long told;

  /**
   * @param readers makes a consumer of all watches; it is closed here
   * @param members makes a member of the group of owners; it is closed here
   */
  Owning(
      WatchSettings settings,
      WatchLog log,
      Supplier<Consumer<byte[], byte[]>> readers,
      Supplier<Consumer<byte[], byte[]>> members,
      Feed feed,
      Line line,
      Queries queries,
      Supplier<WatchedGeneration> serving,
      Pushing pushing,
      Telemetry telemetry,
      InstantSource clock) {
    this.settings = settings;
    this.log = log;
    this.readers = readers;
    this.members = members;
    this.feed = feed;
    this.line = line;
    this.queries = queries;
    this.serving = serving;
    this.pushing = pushing;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  void start() {
    worker.start();
  }

  private void run() {
    while (worker.goesOn()) {
      try (Consumer<byte[], byte[]> reader = readers.get();
          Consumer<byte[], byte[]> member = members.get()) {
        follow(reader, member);
      } catch (Outage | KafkaException | Problem e) {
        if (log.read()) {
          LOG.warn("registered watches: {}; trying again", e.getMessage());
        }
        worker.pause(PAUSE);
      } catch (RuntimeException e) {
        LOG.error("registered watches are no longer followed", e);
        return;
      } finally {
        letGo();
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> reader, Consumer<byte[], byte[]> member) {
    Map<TopicPartition, Long> ends = log.assign(reader);
    member.subscribe(List.of(log.topic()));
    boolean atEnd = false;
    while (worker.goesOn()) {
      reader.poll(POLL).forEach(log::apply);
      atEnd =
          atEnd
              || ends.entrySet().stream()
                  .allMatch(e -> reader.position(e.getKey()) >= e.getValue());
      if (atEnd) {
        log.isRead();
      }
      if (atEnd && line.ready()) {
        // A member alone: what it would read is read by the other one already.
        var _ = member.poll(Duration.ZERO);
        member.pause(member.assignment());
        owned =
            member.assignment().stream().map(TopicPartition::partition).collect(Collectors.toSet());
        settle();
        tellNowAndThen();
      }
    }
    tell();
  }

  /** Those that are to stand here stand, and no others. */
  private void settle() {
    mine.entrySet()
        .removeIf(
            one -> {
              boolean goes =
                  log.find(one.getKey()).isEmpty() || !owned.contains(log.partition(one.getKey()));
              if (goes) {
                end(one.getValue());
              }
              return goes;
            });
    for (Registered watch : log.watches()) {
      if (!mine.containsKey(watch.id()) && owned.contains(log.partition(watch.id()))) {
        begin(watch);
      }
    }
  }

  private void begin(Registered watch) {
    WatchedGeneration generation = serving.get();
    String from = from(watch);
    Beginning beginning;
    try {
      beginning = line.beginning(Optional.of(from));
    } catch (Problem e) {
      if (e.status() != 400) {
        throw e;
      }
      LOG.error("how far the watch {} was cannot be read", watch.id());
      beginning = new Beginning.Lost();
    }
    var delivery = new Delivery(watch, pushing, settings.targets(), telemetry, clock);
    var standing =
        new Standing(
            watch.wanted(),
            watch.owner(),
            delivery,
            queries.standing(watch.wanted(), generation.embedder()),
            settings.remembered());
    feed.join(standing, beginning, generation.name());
    delivery.start();
    mine.put(watch.id(), new Mine(standing, delivery, from));
  }

  private String from(Registered watch) {
    Optional<Status> status =
        log.status(log.partition(watch.id())).filter(s -> s.at().isAfter(watch.createdAt()));
    return status
        .map(s -> s.behind().getOrDefault(watch.id(), Cursor.since(watch.begun(), s.cursor())))
        .orElse(watch.begun());
  }

  private void end(Mine one) {
    one.delivery().stop();
    line.leave(one.standing());
  }

  private void letGo() {
    mine.values().forEach(this::end);
    mine.clear();
    owned = Set.of();
  }

  private void tellNowAndThen() {
    if (System.nanoTime() - told > TELL_NANOS) {
      tell();
    }
  }

  /** How far it is comes first: what is told later is at most told twice. */
  private void tell() {
    told = System.nanoTime();
    if (mine.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    String here = line.here();
    for (int partition : owned) {
      Map<String, String> behind = new HashMap<>();
      Map<String, Delivery.Failing> failing = new HashMap<>();
      mine.forEach(
          (id, one) -> {
            if (log.partition(id) == partition) {
              one.delivery().failing().ifPresent(bad -> failing.put(id, bad));
              if (one.delivery().behind() || line.cursor(one.standing()).isEmpty()) {
                behind.put(id, one.delivery().delivered().orElse(one.startedAt()));
              }
            }
          });
      log.put(partition, new Status(now, here, behind, failing));
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}

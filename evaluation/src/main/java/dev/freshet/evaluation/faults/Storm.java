package dev.freshet.evaluation.faults;

import dev.freshet.evaluation.faults.Truth.Name;
import dev.freshet.evaluation.faults.Truth.Version;
import dev.freshet.evaluation.load.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Rounds of random deeds, each ended by kill -9 in their midst, a start, quiet and an audit, while
 * watchers ask all the time. The seed decides deeds and moments; what the operating system does
 * with them differs from run to run.
 */
public final class Storm {
  private static final Duration QUIET_WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int MAX_SECTIONS = 5;
  private static final int WATCHERS = 2;

  /**
   * What is to happen.
   *
   * @param seed of all randomness
   * @param rounds how many kills
   * @param ids how many document ids, each used by both tenants
   * @param deeds how many a round, at most
   * @param turnPause how long generations are left alone between two turns, at most
   */
  public record Plan(long seed, int rounds, int ids, int deeds, Duration turnPause) {}

  /**
   * What came of it.
   *
   * @param deeds how many records were published
   * @param answers how many answers were checked while it went on
   * @param violations what was wrong, the first hundred in words
   * @param violationCount how much was wrong
   */
  public record Outcome(long deeds, long answers, List<String> violations, long violationCount) {}

  private final Plan plan;
  private final StormService service;
  private final Random random;
  private final Truth truth = new Truth();
  private final Violations violations = new Violations();
  private final AtomicInteger underWay = new AtomicInteger();
  private long deeds;

  private Storm(Plan plan, StormService service) {
    this.plan = plan;
    this.service = service;
    this.random = new Random(plan.seed());
  }

  /**
   * Lets it blow.
   *
   * @param service not started yet
   * @param progress told of each round
   */
  static Outcome run(Plan plan, StormService service, Consumer<String> progress)
      throws IOException, InterruptedException {
    try (service) {
      service.start();
      return new Storm(plan, service).rounds(progress);
    }
  }

  private Outcome rounds(Consumer<String> progress) throws IOException, InterruptedException {
    List<Watcher> watchers = new ArrayList<>();
    try (var producer = producer()) {
      for (int i = 0; i < WATCHERS; i++) {
        watchers.add(new Watcher(service, truth, violations, plan.seed() + i));
        watchers.getLast().start();
      }
      for (int round = 1; round <= plan.rounds(); round++) {
        round(producer, round);

        progress.accept(
            "round "
                + round
                + " of "
                + plan.rounds()
                + (service.victim().isEmpty() ? "" : ", " + service.victim())
                + ": "
                + deeds
                + " deeds, "
                + answers(watchers)
                + " answers checked, "
                + service.turns()
                + " turns of generations, "
                + violations.count()
                + " violations");
      }
    } finally {
      watchers.forEach(Watcher::close);
    }
    return new Outcome(deeds, answers(watchers), violations.words(), violations.count());
  }

  private static long answers(List<Watcher> watchers) {
    return watchers.stream().mapToLong(Watcher::answers).sum();
  }

  /** It outlives the broker: what is not acknowledged at a kill is sent again. */
  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + service.kafkaPort(),
            "acks",
            "all",
            "reconnect.backoff.max.ms",
            "200"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private void round(KafkaProducer<byte[], byte[]> producer, int round)
      throws IOException, InterruptedException {
    int count = 1 + random.nextInt(plan.deeds());
    int killAfter = random.nextInt(count + 1);
    Random dice = new Random(random.nextLong());
    AtomicBoolean over = new AtomicBoolean();
    Thread turning =
        Thread.ofVirtual()
            .start(
                () -> {
                  if (service.hasTurns()) {
                    turn(dice, over);
                  }
                });
    for (int i = 0; i < count; i++) {
      if (i == killAfter) {
        // Some wait: work is then under way in every stage.
        LockSupport.parkNanos(random.nextInt(800) * 1_000_000L);
        end(round);
        service.start();
      }
      deed(producer);
    }
    if (killAfter == count) {
      end(round);
      service.start();
    }
    quiet();
    over.set(true);
    turning.join();
    new Audit(service, truth, violations).run();
  }

  /** Generations come, take turns and go, and are killed in the midst of it. */
  private void turn(Random dice, AtomicBoolean over) {
    try {
      while (!over.get()) {
        service.turn(dice);
        LockSupport.parkNanos(dice.nextLong(plan.turnPause().toNanos()));
      }
    } catch (RuntimeException e) {
      violations.add("generations: " + e);
    }
  }

  /** Mostly kill -9; now and then as a person would. */
  private void end(int round) {
    if (round % 7 == 0) {
      service.stop();
    } else {
      service.kill();
    }
  }

  private void quiet() {
    Await.until("all is acknowledged", LOOK, QUIET_WITHIN, () -> underWay.get() == 0);
    // Each by its own token: some may have stepped aside.
    truth.names().stream()
        .flatMap(name -> truth.newest(name).stream())
        .map(Version::token)
        .forEach(this::awaitRetrievable);
  }

  private void awaitRetrievable(String token) {
    Await.until(
        token + " is retrievable",
        LOOK,
        QUIET_WITHIN,
        () -> service.awaitRetrievable(token, Duration.ofSeconds(5)));
  }

  private void deed(KafkaProducer<byte[], byte[]> producer) {
    String id = "doc-" + random.nextInt(plan.ids());
    Name name = new Name(Reader.TENANTS.get(random.nextInt(Reader.TENANTS.size())), id);
    Deed deed = random.nextInt(5) == 0 ? new Deed.Delete() : published();
    truth.intend(name, deed);
    underWay.incrementAndGet();
    deeds++;
    // The callback tells how it ended.
    var _ =
        producer.send(
            record(name, deed),
            (at, failure) -> {
              if (failure == null) {
                truth.acknowledged(
                    name, new Version(at.topic() + "-" + at.partition(), at.offset(), deed));
              } else {
                violations.add("not acknowledged: " + failure);
              }
              underWay.decrementAndGet();
            });
  }

  private Deed.Publish published() {
    Set<String> acl = new HashSet<>();
    if (random.nextInt(2) == 0) {
      acl.add(Reader.GROUPS.get(random.nextInt(Reader.GROUPS.size())));
    }
    Optional<Instant> expires =
        random.nextInt(8) == 0
            ? Optional.of(Instant.now().plusMillis(500 + random.nextInt(4000)))
            : Optional.empty();
    return new Deed.Publish(1 + random.nextInt(MAX_SECTIONS), acl, expires);
  }

  private ProducerRecord<byte[], byte[]> record(Name name, Deed deed) {
    var record = new ProducerRecord<>(StormService.SOURCE, bytes(name.id()), value(name, deed));
    record.headers().add("tenant", bytes(name.tenant()));
    if (deed instanceof Deed.Publish publish) {
      record.headers().add("content-type", bytes("text/markdown"));
      if (!publish.acl().isEmpty()) {
        record.headers().add("acl", bytes(String.join(",", publish.acl())));
      }
      publish.expiresAt().ifPresent(at -> record.headers().add("expires-at", bytes(at.toString())));
    }
    return record;
  }

  /** Half of the time the same text for the same number of sections: only the headers change. */
  private byte[] value(Name name, Deed deed) {
    if (!(deed instanceof Deed.Publish publish)) {
      return null;
    }
    long edition = random.nextInt(2) == 0 ? 0 : deeds;
    StringBuilder text = new StringBuilder();
    for (int section = 1; section <= publish.sections(); section++) {
      text.append("# Section ").append(section).append("\n\n");
      text.append("Here stands ").append(name.word()).append(" of ").append(name.tenant());
      text.append(", edition ")
          .append(edition)
          .append(", section ")
          .append(section)
          .append(".\n\n");
    }
    return bytes(text.toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

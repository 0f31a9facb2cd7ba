package dev.freshet.query.objective;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Filter;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.Mode;
import dev.freshet.query.retrieval.Retrieved;
import dev.freshet.query.retrieval.Retriever;
import dev.freshet.query.retrieval.SearchRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small document that is published, searched by a query that demands it, and timed, one after the
 * other on a thread of its own. It stands in a live source under {@link Tenant#CANARY}, which no
 * credential has: it goes the way of every document, and no caller finds it. Each process that
 * serves has its own; what it leaves expires.
 */
public final class Canary implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Canary.class);
  private static final Access ITS_OWN = new Access(Tenant.CANARY, Set.of());
  private static final Duration LEFT_FOR = Duration.ofHours(2);
  private static final int TENANTS_CANARIES = 50;

  private final ObjectiveSettings settings;
  private final String topic;
  private final String id = "canary-" + HexFormat.of().toHexDigits(random());
  private final Producer<byte[], byte[]> producer;
  private final Retriever retriever;
  private final BooleanSupplier ready;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("canary").unstarted(this::run);
  private volatile long foundNanos = System.nanoTime();
  private volatile Optional<Found> found = Optional.empty();
  private volatile Optional<String> trouble = Optional.empty();

  private record Found(Instant at, Duration took) {}

  /** Why one did not come. */
  private static final class Missing extends Exception {
    private static final long serialVersionUID = 1;
    private final String reason;

    Missing(String reason, String message, Throwable cause) {
      super(message, cause);
      this.reason = reason;
    }
  }

  /**
   * @param sources where it may be published
   * @param producer with acks=all; the caller closes it, after this
   * @param retriever asks the generation that serves
   * @param ready whether the service serves; before that nothing is published
   * @param telemetry counts
   * @param clock for times that people read
   * @throws IllegalArgumentException when it is to go to a topic that is no source
   */
  public Canary(
      ObjectiveSettings settings,
      List<SourceTopic> sources,
      Producer<byte[], byte[]> producer,
      Retriever retriever,
      BooleanSupplier ready,
      Telemetry telemetry,
      InstantSource clock) {
    this.settings = settings;
    this.topic = topic(settings, sources);
    this.producer = producer;
    this.retriever = retriever;
    this.ready = ready;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  private static String topic(ObjectiveSettings settings, List<SourceTopic> sources) {
    List<String> names = sources.stream().map(SourceTopic::topic).toList();
    String topic =
        settings
            .source()
            .orElseGet(
                () ->
                    sources.stream()
                        .filter(source -> source.lane() == Lane.LIVE)
                        .map(SourceTopic::topic)
                        .findFirst()
                        .orElse(names.getFirst()));
    if (!names.contains(topic)) {
      throw new IllegalArgumentException(
          ObjectiveSettings.SOURCE.key()
              + " is \""
              + topic
              + "\": give one of the sources, "
              + String.join(", ", names));
    }
    return topic;
  }

  private static long random() {
    return ThreadLocalRandom.current().nextLong();
  }

  /** Begins. */
  public void start() {
    if (settings.canary()) {
      telemetry.objective().canaryAge(this, c -> (System.nanoTime() - c.foundNanos) / 1e9);
      thread.start();
    }
  }

  /** What is wrong; empty where it came last time, has not been tried yet or is not wanted. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** Whether there is one. */
  public boolean wanted() {
    return settings.canary();
  }

  private void run() {
    try {
      while (!stop.await(settings.interval().toNanos(), TimeUnit.NANOSECONDS)) {
        if (ready.getAsBoolean()) {
          attempt();
        }
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private void attempt() throws InterruptedException {
    try {
      long start = System.nanoTime();
      String word = "canary" + HexFormat.of().toHexDigits(random());
      Position position = publish(word);
      find(word, position);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      telemetry.objective().canary(took);
      foundNanos = System.nanoTime();
      found = Optional.of(new Found(clock.instant(), took));
      trouble = Optional.empty();
    } catch (Missing e) {
      failed(e.reason, e.getMessage(), e);
    } catch (RuntimeException e) {
      failed("search", "a bug, see the log: " + e, e);
    }
  }

  /** Not told of one that the service's end breaks off. */
  private void failed(String reason, String message, Exception cause) {
    if (stop.getCount() > 0) {
      telemetry.objective().canaryFailed(reason);
      trouble = Optional.of(message);
      LOG.warn("the canary did not come: {}", message, cause);
    }
  }

  private Position publish(String word) throws Missing, InterruptedException {
    String text = "A canary named " + word + ", published to see how long it takes.";
    var record = new ProducerRecord<>(topic, bytes(id), bytes(text));
    header(record, HeaderNames.TENANT, Tenant.CANARY.name());
    header(record, HeaderNames.CONTENT_TYPE, "text/plain");
    header(record, HeaderNames.FILENAME, "canary.txt");
    String gone = clock.instant().plus(LEFT_FOR).toString();
    header(record, HeaderNames.EXPIRES_AT, gone);
    try {
      RecordMetadata at =
          producer.send(record).get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return new Position(at.topic(), at.partition(), at.offset());
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new Missing("publish", "Kafka did not take it: " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, bytes(value));
  }

  private void find(String word, Position position) throws Missing {
    var request =
        new SearchRequest(
            word,
            TENANTS_CANARIES,
            Mode.HYBRID,
            Filter.EVERYTHING,
            Set.of(topic),
            Optional.of(position),
            Optional.empty(),
            settings.timeout());
    Retrieved retrieved;
    try {
      retrieved = retriever.retrieve(request, ITS_OWN);
    } catch (Problem e) {
      String reason = e.status() == 504 ? "late" : "search";
      throw new Missing(reason, position.token() + " was searched for: " + e.getMessage(), e);
    } catch (Outage e) {
      throw new Missing("search", position.token() + " was searched for: " + e.getMessage(), e);
    }
    boolean there =
        retrieved.passages().stream()
            .anyMatch(scored -> scored.passage().version().position().equals(position));
    if (!there) {
      throw new Missing(
          "missing", position.token() + " came out and is not found: see dead letters", null);
    }
  }

  /** Writes {@code canary} of {@code GET /v1/freshness}; nothing where there is none. */
  public void write(ObjectNode root) {
    if (!settings.canary()) {
      return;
    }
    ObjectNode node = root.putObject("canary");
    node.put("source", topic);
    found.ifPresent(
        last -> {
          node.put("foundAt", last.at().toString());
          node.put("tookMs", Math.round(last.took().toNanos() / 1e3) / 1e3);
        });
    trouble.ifPresent(why -> node.put("trouble", why));
  }

  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
  }
}

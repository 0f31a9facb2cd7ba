package dev.freshet.query.freshness;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Extent;
import dev.freshet.query.retrieval.Gate;
import dev.freshet.query.retrieval.Past;
import dev.freshet.query.retrieval.View;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** How fresh everything is; and waiting until it is fresh enough. Safe to use from many threads. */
public final class Freshness implements Gate, AutoCloseable {
  private final List<SourceTopic> sources;
  private final String generation;
  private final PassageSearcher searcher;
  private final Watermarks watermarks;
  private final Follower follower;
  private final Lag lag;
  private final Demands demands;
  private final Notices notices;
  private final NoticeReader noticeReader;
  private final Endings endings;
  private final Past past;
  private final java.util.function.Consumer<ObjectNode> promise;

  /**
   * @param topics the names of index events and permissions
   * @param generation which generation this is
   * @param consumers makes a consumer; it is closed here
   * @param producers makes a producer, which ends notices of permissions; it is closed here
   * @param listener hears every index event, those of before the start on a thread of their own
   * @param promise writes how the promise of freshness is kept into what {@link #handle} answers
   * @param serves whether readers are answered by this generation now: only then are notices of
   *     permissions ended that it has settled, for another one may still need them
   */
  public Freshness(
      FreshnessSettings settings,
      TopicNames topics,
      List<SourceTopic> sources,
      String generation,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Supplier<Producer<byte[], byte[]>> producers,
      Ends ends,
      Catalogue catalogue,
      PassageSearcher searcher,
      java.util.function.Consumer<IndexEvent> listener,
      java.util.function.Consumer<ObjectNode> promise,
      BooleanSupplier serves,
      Telemetry telemetry,
      InstantSource clock) {
    this.sources = List.copyOf(sources);
    this.generation = generation;
    this.searcher = searcher;
    this.promise = promise;
    History history = new History(settings.retention());
    this.watermarks = new Watermarks(catalogue::find, history);
    this.lag = new Lag(ends, watermarks, settings.ends());
    this.notices = new Notices(settings.notices());
    this.endings = new Endings(topics.permissions(), producers);
    this.noticeReader =
        new NoticeReader(
            topics.permissions(),
            catalogue,
            notices,
            (key, partition) -> {
              if (serves.getAsBoolean()) {
                endings.end(key, partition);
              }
            },
            telemetry,
            clock);
    this.follower =
        new Follower(
            settings,
            topics.indexEvents(),
            consumers,
            catalogue,
            searcher,
            watermarks,
            noticeReader,
            listener,
            serves,
            telemetry);
    this.demands = new Demands(sources, ends, lag, watermarks, clock);
    this.past =
        new FormerViews(
            history, watermarks, catalogue, settings.retention(), this::withheld, clock);
  }

  /** Former states, as long as they are kept. */
  public Past past() {
    return past;
  }

  /** Begins to follow. */
  public void start() {
    follower.start();
    lag.start();
  }

  /** Whether everything that was told at start is readable; once true it stays true. */
  public boolean ready() {
    return watermarks.isOpen();
  }

  /** What is wrong with following; empty where nothing is. */
  public Optional<String> trouble() {
    return follower.trouble().or(lag::trouble);
  }

  /** As of what readers read now. */
  public ReadPoint point() {
    return watermarks.state().point();
  }

  /**
   * How far everything has come, all of one moment.
   *
   * @throws Problem 503 before ready, when that is not known
   */
  public Extent extent() {
    requireReady();
    Watermarks.State state = watermarks.state();
    return new Extent(state.point(), state.marks(), state.later());
  }

  /** Records published and not yet out at the end, over all sources. */
  public long lagRecords() {
    return sources.stream().mapToLong(s -> lagRecords(s.topic())).sum();
  }

  /** The same of one source. */
  public long lagRecords(String source) {
    return partitions(source).mapToLong(lag::records).sum();
  }

  /** How long the oldest record of a source that is not out yet has waited, in seconds. */
  public double age(String source) {
    return partitions(source).mapToDouble(lag::seconds).max().orElse(0);
  }

  private Stream<LogPartition> partitions(String source) {
    return lag.ranges().keySet().stream().filter(log -> log.topic().equals(source));
  }

  /**
   * The newest view, once what is demanded holds. What is withheld from the caller is of the same
   * moment as the read point: neither could be taken by itself without showing what it should not.
   *
   * @throws Problem 503 before ready, 504 past the wait, 400 for what cannot be demanded
   */
  @Override
  public View await(
      Optional<Position> token, Optional<Instant> asOf, Duration wait, Access caller) {
    requireReady();
    var _ = demands.await(token, asOf, wait);
    return notices.look(caller, access -> new Seen(watermarks.state(), access)).view(age());
  }

  /**
   * The caller, and what is withheld now.
   *
   * @throws Problem 503 before ready, when that is not known
   */
  public Access withheld(Access caller) {
    requireReady();
    return notices.look(caller, access -> access);
  }

  private void requireReady() {
    if (!ready()) {
      throw Problem.of(
              503,
              "Not ready",
              "the service is still catching up with what was retrievable before it started: try"
                  + " again when /health/ready says so")
          .withHeader("Retry-After", "1");
    }
  }

  private double age() {
    return sources.stream().mapToDouble(s -> age(s.topic())).max().orElse(0);
  }

  /** How a position of a source partition stands to what came out. */
  public Standing standing(Position position) {
    return lag.standing(position);
  }

  /** The last offset of a source partition that came out; -1 where none did. */
  public long mark(LogPartition source) {
    return watermarks.state().mark(source);
  }

  /** Whether permissions of this document are in force whose contents have not come out. */
  public boolean permissionsAhead(DocumentIdentity document) {
    return notices.holds(document);
  }

  /** How many notices of permissions are held. */
  public int noticesHeld() {
    return notices.count();
  }

  /** Whether no more of them are read for now, because so many are held. */
  public boolean noticesPaused() {
    return noticeReader.paused();
  }

  /**
   * Waits until everything that another generation shows now is shown here too, and everything that
   * it withholds is withheld.
   *
   * @return false where it is not after that wait, or where one of them is not ready
   */
  public boolean catchUpWith(Freshness other, Duration wait) {
    Watermarks.State theirs = other.watermarks.state();
    Predicate<Watermarks.State> caughtUp =
        mine -> mine.shows(theirs) && follower.heeds(other.follower);
    try {
      return ready()
          && other.ready()
          && caughtUp.test(watermarks.await(caughtUp, Watermarks.nanos(wait)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private record Seen(Watermarks.State state, Access access) {
    View view(double age) {
      return new View(state.point(), Demands.named(state), Math.round(age * 1000) / 1000.0, access);
    }
  }

  /** Answers {@code GET /v1/freshness}. */
  public Reply handle(Request request) {
    Parameters.of(request, List.of());
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("ready", ready());
    root.put("generation", generation);
    root.put("passages", searcher.count(point()));
    ArrayNode partitions = root.putArray("partitions");
    Map<String, String> lanes = new TreeMap<>();
    sources.forEach(s -> lanes.put(s.topic(), s.lane().label()));
    lag.ranges()
        .forEach(
            (log, range) -> partition(partitions.addObject(), log, range, lanes.get(log.topic())));
    promise.accept(root);
    return Reply.json(200, root);
  }

  private void partition(ObjectNode node, LogPartition log, Ends.Range range, String lane) {
    node.put("source", log.topic());
    node.put("lane", lane);
    node.put("partition", log.partition());
    node.put("endOffset", range.end());
    Watermarks.State state = watermarks.state();
    node.put("retrievableOffset", state.mark(log));
    node.put("lateRecords", state.late(log));
    node.put("lagRecords", lag.records(log));
    node.put("lagSeconds", Math.round(lag.seconds(log) * 1000) / 1000.0);
  }

  @Override
  public void close() {
    lag.close();
    follower.close();
    endings.close();
  }
}

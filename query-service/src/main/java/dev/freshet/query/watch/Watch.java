package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.store.Access;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Answers {@code /v1/watch} and {@code /v1/watches}. Safe to use from many threads. */
public final class Watch implements AutoCloseable {
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final List<String> POLL_FIELDS =
      Stream.concat(WantedReader.FIELDS.stream(), Stream.of("after", "waitMs")).toList();
  private static final int POLL_WAIT_MILLIS = 10_000;
  private static final int POLL_MAX_WAIT_MILLIS = 30_000;
  private static final int POLL_RESUME_MILLIS = 1_000;
  private static final int POLL_EVENTS = 100;

  private final Supplier<WatchedGeneration> serving;
  private final Queries queries = new Queries();
  private final WantedReader reader;
  private final Line line;
  private final Feed feed;
  private final Sessions sessions;
  private final Registry registry;
  private final Pushing pushing;
  private final Owning owning;

  /**
   * @param sources the source topics there are
   * @param serving the generation that answers now
   * @param documents makes a consumer of embedded documents; it is closed here
   * @param topic of the registered watches
   * @param readers makes a consumer of that topic; it is closed here
   * @param members makes a member of the group that shares its partitions; it is closed here
   * @param producer with acks=all; the caller closes it, after this
   */
  public Watch(
      WatchSettings settings,
      List<String> sources,
      Supplier<WatchedGeneration> serving,
      Supplier<Consumer<byte[], byte[]>> documents,
      String topic,
      Supplier<Consumer<byte[], byte[]>> readers,
      Supplier<Consumer<byte[], byte[]>> members,
      Producer<byte[], byte[]> producer,
      Telemetry telemetry,
      InstantSource clock) {
    this.serving = serving;
    this.reader = new WantedReader(sources);
    this.line = new Line(settings, serving, documents, queries);
    this.feed = new Feed(line, documents, queries, telemetry, clock);
    this.sessions = new Sessions(settings, feed, line, telemetry);
    var targets = new TargetReader(settings.targets());
    var log = new WatchLog(topic, producer, new RegisteredJson(reader));
    this.pushing = new Pushing(settings.targets(), targets, producer, clock);
    this.registry =
        new Registry(settings, log, reader, targets, wanted -> made(wanted), line::now, clock);
    this.owning =
        new Owning(
            settings, log, readers, members, feed, line, queries, serving, pushing, telemetry,
            clock);
    telemetry.watches(line, Line::size);
    telemetry.watchers(sessions, Sessions::count);
  }

  /** Begins to tell. */
  public void start() {
    feed.start();
    sessions.start();
    owning.start();
  }

  /** Answers {@code GET /v1/watch}. */
  public Reply watch(Request request) {
    Wanted wanted = reader.read(request);
    // Who asks, and no more: what is withheld changes while the watch stands.
    Access caller = withheldNothing(request.caller().access());
    sessions.requireRoom(caller);
    Beginning beginning = line.beginning(request.header(LAST_EVENT_ID).filter(id -> !id.isBlank()));
    MadeQuery made = made(wanted);
    return Reply.events(Map.of(), out -> sessions.serve(wanted, caller, made, beginning, out));
  }

  /**
   * Watches for a while, for one who cannot hold a stream: {@code query}, {@code mode}, {@code
   * minScore}, {@code filter} and {@code sources} as for {@code GET /v1/watch}, {@code after} the
   * id of the answer before, {@code waitMs} (10 s; 30 s at most; a second at least where it goes on
   * from an id). The answer has {@code events}, each with {@code event} and {@code data}, and
   * {@code next}, the id to go on from.
   *
   * @throws Problem for a field that is not of its form; 503 where there are too many watchers
   */
  public ObjectNode poll(JsonNode body, Access access) {
    Fields fields = Fields.of(body, "", POLL_FIELDS);
    Wanted wanted = reader.read(fields);
    Optional<String> after = fields.text("after").filter(id -> !id.isBlank());
    int asked = fields.integer("waitMs", POLL_WAIT_MILLIS, 0, POLL_MAX_WAIT_MILLIS);
    // What came since is read again first, by a thread that others wait for too.
    int wait = after.isPresent() ? Math.max(asked, POLL_RESUME_MILLIS) : asked;
    Access caller = withheldNothing(access);
    sessions.requireRoom(caller);
    Beginning beginning = line.beginning(after);
    return sessions
        .poll(wanted, caller, made(wanted), beginning, Duration.ofMillis(wait), POLL_EVENTS)
        .json(after);
  }

  private MadeQuery made(Wanted wanted) {
    WatchedGeneration generation = serving.get();
    return new MadeQuery(queries.standing(wanted, generation.embedder()), generation.name());
  }

  /** Answers {@code POST /v1/watches}. */
  public Reply register(Request request) {
    return registry.register(request, withheldNothing(request.caller().access()));
  }

  /** Answers {@code GET /v1/watches}. */
  public Reply list(Request request) {
    return registry.list(request, withheldNothing(request.caller().access()));
  }

  /** Answers {@code DELETE /v1/watches/{id}}. */
  public Reply remove(Request request) {
    return registry.remove(request, withheldNothing(request.caller().access()));
  }

  private static Access withheldNothing(Access access) {
    return new Access(access.tenant(), access.principals());
  }

  /** What is wrong; empty where nothing is. */
  public Optional<String> trouble() {
    return feed.trouble();
  }

  /** Lets everybody go, and reads no more. */
  @Override
  public void close() {
    sessions.close();
    owning.close();
    feed.close();
    pushing.close();
  }
}

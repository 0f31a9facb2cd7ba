package dev.freshet.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.common.claim.ClaimDeposit;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.common.store.StoredDocument;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.generations.GenerationBuilder;
import dev.freshet.query.generations.ReadableGeneration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The service with its real HTTP server on a free port, and fakes behind it. */
final class RunningService implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  static final String NAME =
      new Generation(new Words().identity(), new PassageSettings(220, 30)).name();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  final FakeKafka kafka;
  final FakeStore store = new FakeStore();
  final FakeCatalogue catalogue = new FakeCatalogue();
  final QueryService service;
  private final HttpClient client = HttpClient.newHttpClient();

  RunningService(Map<String, String> flags, long told) {
    this(flags, told, ReadPoint.START);
  }

  RunningService(Map<String, String> flags, long told, ReadPoint durable) {
    this(flags, new FakeKafka(told), durable);
  }

  RunningService(Map<String, String> flags, FakeKafka kafka, ReadPoint durable) {
    this(flags, kafka, durable, GenerationBuilder.NONE);
  }

  RunningService(
      Map<String, String> flags, FakeKafka kafka, ReadPoint durable, GenerationBuilder builder) {
    this(flags, kafka, durable, builder, Optional.empty());
  }

  RunningService(
      Map<String, String> flags,
      FakeKafka kafka,
      ReadPoint durable,
      GenerationBuilder builder,
      Optional<ClaimDeposit> claims) {
    catalogue.durable = durable;
    this.kafka = kafka;
    Map<String, String> all = new HashMap<>(Map.of("http.port", "0", "freshness.ends", "50ms"));
    all.putAll(flags);
    service =
        new QueryService(
            QuerySettings.of(new Settings(all, Map.of(), Map.of())),
            kafka,
            List.of(SourceTopic.parse("documents"), SourceTopic.parse("archive:bulk")),
            TopicNames.DEFAULT,
            List.of(readable(NAME, store, catalogue)),
            NAME,
            builder,
            claims,
            new MicrometerTelemetry(),
            List::of,
            _ -> Reply.json(200, JsonNodeFactory.instance.objectNode()),
            InstantSource.fixed(NOW));
    service.start();
  }

  static ReadableGeneration readable(String name, PassageSearcher store, Catalogue catalogue) {
    return new ReadableGeneration(
        name,
        TopicNames.DEFAULT,
        "freshet.",
        "freshet.",
        store,
        new NothingHeld(),
        catalogue,
        new Words());
  }

  static RunningService ready() {
    RunningService running = new RunningService(Map.of(), 0);
    await(running.service::ready);
    return running;
  }

  static void await(BooleanSupplier condition) {
    await(condition, Duration.ofNanos(PATIENCE_NANOS));
  }

  static void await(BooleanSupplier condition, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + patience.toSeconds() + " s");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** An answer: its status, headers and JSON. */
  record Answer(int status, HttpResponse<String> http, JsonNode json) {}

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  Answer search(String body) throws IOException, InterruptedException {
    return send(
        request("/v1/search")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    String type = response.headers().firstValue("Content-Type").orElse("");
    JsonNode json =
        type.contains("json") && !response.body().isEmpty()
            ? JSON.readTree(response.body())
            : JSON.nullNode();
    return new Answer(response.statusCode(), response, json);
  }

  /** Makes a document retrievable at an offset of both its source and the index job's input. */
  void index(String id, long offset, String text, Metadata metadata) {
    index(kafka, store, id, offset, text, metadata);
  }

  /** The same in another generation. */
  static void index(
      FakeKafka kafka, FakeStore store, String id, long offset, String text, Metadata metadata) {
    IndexEvent event = event(id, offset, DocumentState.INDEXED, metadata, Optional.empty());
    store.add(passage(id, offset, text, metadata));
    kafka.tell(event);
  }

  /** The passage of a document of one. */
  static FoundPassage passage(String id, long offset, String text, Metadata metadata) {
    Origin origin = event(id, offset, DocumentState.INDEXED, metadata, Optional.empty()).origin();
    return new FoundPassage(
        new PassageKey(id + "#0"),
        origin.identity(),
        origin.version(),
        metadata,
        new Passage("x", 0, List.of("Guide", "Leave"), Optional.of(3), text, 5),
        offset);
  }

  static IndexEvent event(
      String id, long offset, DocumentState state, Metadata metadata, Optional<Failure> failure) {
    long micros = NOW.toEpochMilli() * 1000;
    return new IndexEvent(
        new Origin(
            new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId(id)),
            new Version(new Position("documents", 0, offset), NOW),
            List.of(
                new StageTime(Stage.PARSE, micros + 1000, micros + 3000),
                new StageTime(Stage.INDEX, micros + 5000, micros + 25_000))),
        state,
        new Position("freshet.embedded.g", 0, offset),
        metadata,
        state == DocumentState.INDEXED ? 1 : 0,
        state == DocumentState.INDEXED ? 1 : 0,
        0,
        failure);
  }

  @Override
  public void close() {
    client.close();
    service.close();
  }

  private record NothingHeld() implements StoreInspection {
    @Override
    public Page documents(Optional<String> cursor, int limit) {
      return new Page(List.of(), Optional.empty());
    }

    @Override
    public Optional<Head> head(DocumentIdentity identity) {
      return Optional.empty();
    }

    @Override
    public Optional<StoredDocument> document(DocumentIdentity identity) {
      return Optional.empty();
    }
  }

  /** Embeds everything alike. */
  private static final class Words implements Embedder {
    @Override
    public ModelIdentity identity() {
      return new ModelIdentity("words", 2, 512, "words-1");
    }

    @Override
    public Tokenizer tokenizer() {
      return text -> text.split(" ", -1).length;
    }

    @Override
    public int batch() {
      return 1;
    }

    @Override
    public int callers() {
      return 1;
    }

    @Override
    public List<Vector> embed(List<String> texts, Purpose purpose) {
      return texts.stream().map(_ -> Vector.of(1, 0)).toList();
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}

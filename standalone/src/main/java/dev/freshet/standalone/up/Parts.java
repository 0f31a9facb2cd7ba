package dev.freshet.standalone.up;

import dev.freshet.claims.ClaimStores;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.ingest.IngestService;
import dev.freshet.ingest.parse.ParserPool;
import dev.freshet.ingest.streams.JobHealth;
import dev.freshet.query.HealthCheck;
import dev.freshet.query.QueryService;
import dev.freshet.standalone.broker.EmbeddedBroker;
import dev.freshet.standalone.diagnosis.Diagnosis;
import dev.freshet.standalone.diagnosis.Subject;
import dev.freshet.standalone.up.Closing.Part;
import dev.freshet.stores.lucene.LuceneCatalogue;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The parts and their order. What needs nothing else opens at once, side by side:
 *
 * <pre>
 *   broker ──┐
 *   model ───┼─► jobs ───► (both) ready
 *   store ───┼─► query service
 *   parser ──┘
 * </pre>
 */
final class Parts implements AutoCloseable {
  private final Configuration configuration;
  private final Path data;
  private final Telemetry telemetry;
  private final Closing closing = new Closing();
  private volatile String bootstrap = "";
  private final StandingGenerations generations;
  private volatile Future<EmbeddedBroker> starting;
  private volatile OpenGeneration first;
  private volatile ParserPool parsers;
  private volatile IngestService ingest;
  private volatile QueryService query;

  Parts(Configuration configuration, Path data) {
    this.configuration = configuration;
    this.data = data;
    this.telemetry =
        closing.add(Part.TELEMETRY, new MicrometerTelemetry(configuration.telemetry()));
    this.generations =
        closing.add(Part.GENERATIONS, StandingGenerations.in(data, configuration, this::cluster));
  }

  /** Starts all; returns before they are ready. */
  void start() throws InterruptedException {
    try (var side =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("start-", 0).factory())) {
      Future<EmbeddedBroker> broker = side.submit(this::broker);
      starting = broker;
      Future<Embedder> model = side.submit(generations::servingModel);
      Future<ParserPool> parser = side.submit(this::parser);
      Future<LuceneCatalogue> catalogue = side.submit(generations::servingCatalogue);
      first = generations.serving(Waiting.on(model), Waiting.on(catalogue));
      connect(Waiting.on(broker), Waiting.on(parser));
    }
  }

  /** The Kafka cluster's id; waits for the broker. */
  private String cluster() {
    try {
      return Waiting.on(starting).cluster();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "was not waited for", e);
    }
  }

  private EmbeddedBroker broker() {
    return closing.add(
        Part.BROKER, EmbeddedBroker.start(data.resolve("kafka"), configuration.broker()));
  }

  private ParserPool parser() {
    parsers = closing.add(Part.PARSER, new ParserPool(configuration.parser(), telemetry));
    return parsers;
  }

  /** Readies what the first document would otherwise wait for, then what nobody waits for. */
  void warm() {
    parsers.warm();
    ingest.warm();
    Thread.ofPlatform().daemon().name("generations").start(generations::openOthers);
  }

  private void connect(EmbeddedBroker broker, ParserPool parser) {
    bootstrap = broker.bootstrap();
    Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrap);
    var line = configuration.line();
    String serving = first.generation().name();
    InstantSource clock = InstantSource.system();
    ClaimStores claims = closing.add(Part.CLAIMS, ClaimStores.open(configuration.claims(), clock));
    claims.startSweeping();
    ingest =
        new IngestService(
            configuration.ingest(),
            kafka,
            line.sources(),
            line.topics(),
            parser,
            claims,
            List.of(first.flow(() -> generations.serves(serving))),
            telemetry,
            clock);
    query =
        new QueryService(
            configuration.query(),
            kafka,
            line.sources(),
            line.topics(),
            List.of(first.readable()),
            serving,
            generations,
            claims.deposit(),
            telemetry,
            this::health,
            diagnosis(clock),
            clock);
    generations.connect(bootstrap, ingest, query);
    closing.add(Part.JOBS, ingest);
    closing.add(Part.QUERY_SERVICE, query);
    ingest.start();
    query.start();
  }

  private Diagnosis diagnosis(InstantSource clock) {
    return new Diagnosis(
        new Subject(
            "up",
            configuration.effective(),
            configuration.masks(),
            data,
            configuration.line().sources(),
            configuration.line().topics(),
            configuration.ingest().applicationPrefix(),
            () -> Map.of("bootstrap.servers", bootstrap),
            () -> query.serving(),
            telemetry),
        clock);
  }

  private List<HealthCheck> health() {
    return ingest.health().stream()
        .map(job -> new HealthCheck(job.job(), job.up(), job.cause().orElse("")))
        .toList();
  }

  boolean ready() {
    return ingest.running() && query.ready();
  }

  /** What is not ready. */
  String complaint() {
    return ingest.health().stream()
        .filter(job -> !job.up())
        .findFirst()
        .map(Parts::complaint)
        .orElse("the query service has not caught up");
  }

  private static String complaint(JobHealth job) {
    return job.job() + " " + job.cause().orElse("does not run");
  }

  URI address() {
    return URI.create(configuration.query().web().scheme() + "://127.0.0.1:" + query.port());
  }

  String bootstrap() {
    return bootstrap;
  }

  String model() {
    var model = first.generation().model();
    return model.name() + ", " + model.dimension() + " dimensions";
  }

  /** Where passages are kept, for a person. */
  String store() {
    return generations.where();
  }

  /** Ends the parts, the last first. The model's natives are never closed: they may be in use. */
  @Override
  public void close() {
    generations.end();
    closing.close();
  }
}

package dev.freshet.query;

import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.access.Callers;
import dev.freshet.query.deadletters.DeadLetters;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Scope;
import dev.freshet.query.generations.GenerationBuilder;
import dev.freshet.query.generations.GenerationSwitch;
import dev.freshet.query.generations.Generations;
import dev.freshet.query.generations.LiveGeneration;
import dev.freshet.query.generations.ReadableGeneration;
import dev.freshet.query.publish.Publish;
import dev.freshet.query.web.Route;
import dev.freshet.query.web.Route.BodyKind;
import dev.freshet.query.web.Web;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** Fresh context over HTTP: the rooms, wired by hand. */
public final class QueryService implements AutoCloseable {
  /** Room for key and headers beside the file in a record. */
  private static final long RECORD_EXTRA_BYTES = 1L << 20;

  private static final String LETTERS = "/v1/dead-letters";
  private static final String GENERATIONS = "/v1/generations";

  private final GenerationSwitch generations;
  private final GenerationAssembly assembly;
  private final WatchAssembly watches;
  private final Publish publish;
  private final Kafka kafka;
  private final List<Route> routes;
  private final Web web;
  private boolean started;

  /**
   * @param settings all of the service's
   * @param kafka what every Kafka client needs, such as {@code bootstrap.servers}
   * @param sources the source topics in order; the first live one is published to by default
   * @param topics the names of the topics that all generations share
   * @param readable the generations there are, at least one
   * @param serving the name of the one that answers
   * @param builder makes other generations; {@link GenerationBuilder#NONE} where nobody does
   * @param otherHealth checks of whoever shares the process; empty where nobody does
   * @throws IllegalArgumentException when others could reach a service without keys
   * @throws dev.freshet.query.access.InvalidKeys when the key file cannot be used
   */
  public QueryService(
      QuerySettings settings,
      Map<String, Object> kafka,
      List<SourceTopic> sources,
      TopicNames topics,
      List<ReadableGeneration> readable,
      String serving,
      GenerationBuilder builder,
      Telemetry telemetry,
      Supplier<List<HealthCheck>> otherHealth,
      InstantSource clock) {
    this(
        settings,
        Kafka.of(
            kafka,
            (int) (settings.publish().maxBytes() + RECORD_EXTRA_BYTES),
            (int) settings.publish().timeout().toMillis()),
        sources,
        topics,
        readable,
        serving,
        builder,
        telemetry,
        otherHealth,
        clock);
  }

  QueryService(
      QuerySettings settings,
      Kafka kafka,
      List<SourceTopic> sources,
      TopicNames topics,
      List<ReadableGeneration> readable,
      String serving,
      GenerationBuilder builder,
      Telemetry telemetry,
      Supplier<List<HealthCheck>> otherHealth,
      InstantSource clock) {
    Callers callers = new Callers(settings.access());
    if (callers.open() && !Web.loopback(settings.web().host())) {
      throw new IllegalArgumentException(
          "http.host is \"" + settings.web().host() + "\": without api-keys bind 127.0.0.1");
    }
    this.kafka = kafka;
    generations = new GenerationSwitch(serving);
    assembly = new GenerationAssembly(settings, kafka, sources, generations, telemetry, clock);
    readable.forEach(generation -> generations.add(assembly.live(generation)));
    measure(sources, telemetry);
    Producer<byte[], byte[]> producer = kafka.producer();
    publish = new Publish(settings.publish(), sources, producer);
    watches =
        new WatchAssembly(
            settings.watch(), kafka, sources, topics, producer, generations, telemetry, clock);
    readable.forEach(watches::add);
    DeadLetters letters =
        new DeadLetters(settings.deadLetters(), topics, kafka::pieces, producer, clock);
    Checks checks = new Checks(generations, otherHealth);
    routes = routes(letters, new Generations(generations, builder), checks, telemetry);
    web = new Web(settings.web(), routes, callers::of, callers.open(), telemetry);
  }

  /** Of the generation that serves. */
  private void measure(List<SourceTopic> sources, Telemetry telemetry) {
    for (SourceTopic source : sources) {
      String topic = source.topic();
      telemetry.lagRecords(topic, generations, g -> g.current().freshness().lagRecords(topic));
      telemetry.watermarkAge(topic, generations, g -> g.current().freshness().age(topic));
    }
    telemetry.permissionsHeld(generations, g -> g.current().freshness().noticesHeld());
    telemetry.permissionsPaused(generations, g -> g.current().freshness().noticesPaused() ? 1 : 0);
  }

  private List<Route> routes(
      DeadLetters letters, Generations all, Checks checks, Telemetry telemetry) {
    OpenApi contract = new OpenApi();
    return List.of(
        route("POST", "/v1/search", Scope.READ, BodyKind.JSON, by(LiveGeneration::search)),
        route("GET", "/v1/documents", Scope.READ, BodyKind.NONE, by(g -> g.documents()::list)),
        route("GET", "/v1/documents/{id}", Scope.READ, BodyKind.NONE, by(g -> g.documents()::get)),
        route("PUT", "/v1/documents/{id}", Scope.PUBLISH, BodyKind.BYTES, publish::put),
        route("DELETE", "/v1/documents/{id}", Scope.PUBLISH, BodyKind.NONE, publish::delete),
        route("GET", LETTERS, Scope.ADMIN, BodyKind.NONE, letters::list),
        route("POST", LETTERS + "/replay", Scope.ADMIN, BodyKind.JSON, letters::replay),
        route("GET", LETTERS + "/{position}", Scope.ADMIN, BodyKind.NONE, letters::get),
        route("GET", LETTERS + "/{position}/bytes", Scope.ADMIN, BodyKind.NONE, letters::bytes),
        route("DELETE", LETTERS + "/{position}", Scope.ADMIN, BodyKind.NONE, letters::drop),
        route("GET", GENERATIONS, Scope.ADMIN, BodyKind.NONE, all::list),
        route("POST", GENERATIONS, Scope.ADMIN, BodyKind.JSON, all::build),
        route("DELETE", GENERATIONS + "/{name}", Scope.ADMIN, BodyKind.NONE, all::drop),
        route("POST", GENERATIONS + "/{name}/serve", Scope.ADMIN, BodyKind.NONE, all::serve),
        route("POST", GENERATIONS + "/{name}/comparison", Scope.ADMIN, BodyKind.JSON, all::compare),
        route("GET", "/v1/freshness", Scope.READ, BodyKind.NONE, by(g -> g.freshness()::handle)),
        route("GET", "/v1/watch", Scope.READ, BodyKind.NONE, watches.watch()::watch),
        route("POST", "/v1/watches", Scope.READ, BodyKind.JSON, watches.watch()::register),
        route("GET", "/v1/watches", Scope.READ, BodyKind.NONE, watches.watch()::list),
        route("DELETE", "/v1/watches/{id}", Scope.READ, BodyKind.NONE, watches.watch()::remove),
        route("GET", "/v1/flow", Scope.READ, BodyKind.NONE, by(g -> g.flow()::handle)),
        Route.open("/health/live", _ -> Health.reply(Checks.live())),
        Route.open("/health/ready", _ -> Health.reply(checks.ready())),
        Route.open("/metrics", _ -> Health.metrics(telemetry)),
        Route.open("/openapi.json", _ -> contract.reply()));
  }

  private Handler by(Function<LiveGeneration, Handler> which) {
    return generations.by(which);
  }

  private static Route route(
      String method, String template, Scope scope, BodyKind body, Handler handler) {
    return new Route(method, template, Optional.of(scope), body, handler);
  }

  /** All routes, for the test that holds them against the contract. */
  List<Route> routes() {
    return routes;
  }

  /** Binds the port and begins to follow; returns before it is ready. */
  public synchronized void start() {
    generations.all().forEach(generation -> generation.freshness().start());
    started = true;
    watches.watch().start();
    web.start();
  }

  /** Follows one more generation from now on. */
  public synchronized void add(ReadableGeneration readable) {
    LiveGeneration generation = assembly.live(readable);
    watches.add(readable);
    generations.add(generation);
    if (started) {
      generation.freshness().start();
    }
  }

  /** Follows a generation no longer; nothing where it was not followed. */
  public void remove(String name) {
    generations.remove(name).ifPresent(LiveGeneration::close);
    watches.remove(name);
  }

  /** The port bound. */
  public int port() {
    return web.port();
  }

  /** Whether it serves: it has caught up with what was told. Once true it stays true. */
  public boolean ready() {
    return generations.current().freshness().ready();
  }

  /** The name of the generation that answers. */
  public String serving() {
    return generations.current().name();
  }

  /** Ends requests, then the followers, then the Kafka clients. */
  @Override
  public void close() {
    watches.watch().close();
    web.close();
    generations.all().forEach(LiveGeneration::close);
    publish.close();
    kafka.close();
  }
}

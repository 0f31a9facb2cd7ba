package dev.freshet.query;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.access.Callers;
import dev.freshet.query.deadletters.DeadLetters;
import dev.freshet.query.documents.Documents;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Scope;
import dev.freshet.query.flow.Flow;
import dev.freshet.query.freshness.Freshness;
import dev.freshet.query.publish.Publish;
import dev.freshet.query.search.Gate;
import dev.freshet.query.search.Search;
import dev.freshet.query.web.Route;
import dev.freshet.query.web.Route.BodyKind;
import dev.freshet.query.web.Web;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** Fresh context over HTTP: the rooms, wired by hand. */
public final class QueryService implements AutoCloseable {
  /** Room for key and headers beside the file in a record. */
  private static final long RECORD_EXTRA_BYTES = 1L << 20;

  private static final String LETTERS = "/v1/dead-letters";

  private final Freshness freshness;
  private final Publish publish;
  private final Kafka kafka;
  private final List<Route> routes;
  private final Web web;

  /**
   * @param settings all of the service's
   * @param kafka what every Kafka client needs, such as {@code bootstrap.servers}
   * @param sources the source topics in order; the first live one is published to by default
   * @param searcher of the generation served; the caller closes it
   * @param catalogue the caller closes it, after this
   * @param queryEmbedder the caller closes it
   * @param otherHealth checks of whoever shares the process; empty where nobody does
   * @throws IllegalArgumentException when others could reach a service without keys
   * @throws dev.freshet.query.access.InvalidKeys when the key file cannot be used
   */
  public QueryService(
      QuerySettings settings,
      Map<String, Object> kafka,
      List<SourceTopic> sources,
      TopicNames topics,
      Generation generation,
      PassageSearcher searcher,
      Catalogue catalogue,
      Embedder queryEmbedder,
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
        generation,
        searcher,
        catalogue,
        queryEmbedder,
        telemetry,
        otherHealth,
        clock);
  }

  QueryService(
      QuerySettings settings,
      Kafka kafka,
      List<SourceTopic> sources,
      TopicNames topics,
      Generation generation,
      PassageSearcher searcher,
      Catalogue catalogue,
      Embedder queryEmbedder,
      Telemetry telemetry,
      Supplier<List<HealthCheck>> otherHealth,
      InstantSource clock) {
    Callers callers = new Callers(settings.access());
    if (callers.open() && !Web.loopback(settings.web().host())) {
      throw new IllegalArgumentException(
          "http.host is \"" + settings.web().host() + "\": without api-keys bind 127.0.0.1");
    }
    List<String> names = sources.stream().map(SourceTopic::topic).toList();
    this.kafka = kafka;
    Flow[] flow = new Flow[1];
    freshness =
        new Freshness(
            settings.freshness(),
            topics,
            sources,
            generation.name(),
            kafka::consumer,
            kafka::producer,
            kafka.ends(names),
            catalogue,
            searcher,
            event -> flow[0].observe(event),
            telemetry,
            clock);
    flow[0] =
        new Flow(
            kafka.backlog(topics.prefix()),
            freshness::lagRecords,
            () -> searcher.count(freshness.point()),
            clock);
    Producer<byte[], byte[]> producer = kafka.producer();
    publish = new Publish(settings.publish(), sources, producer);
    DeadLetters letters =
        new DeadLetters(settings.deadLetters(), topics, kafka::pieces, producer, clock);
    Search search =
        new Search(
            settings.search(), names, gate(freshness), queryEmbedder, searcher, telemetry, clock);
    Documents documents = new Documents(catalogue, names, freshness::withheld);
    Checks checks = new Checks(freshness, searcher, otherHealth);
    routes = routes(search, documents, letters, flow[0], checks, telemetry);
    web = new Web(settings.web(), routes, callers::of, callers.open(), telemetry);
  }

  private static Gate gate(Freshness freshness) {
    return (token, asOf, wait, caller) -> {
      Freshness.View view = freshness.await(token, asOf, wait, caller);
      return new Gate.View(view.point(), view.watermark(), view.ageSeconds(), view.access());
    };
  }

  private List<Route> routes(
      Search search,
      Documents documents,
      DeadLetters letters,
      Flow flow,
      Checks checks,
      Telemetry telemetry) {
    OpenApi contract = new OpenApi();
    return List.of(
        route("POST", "/v1/search", Scope.READ, BodyKind.JSON, search),
        route("GET", "/v1/documents", Scope.READ, BodyKind.NONE, documents::list),
        route("GET", "/v1/documents/{id}", Scope.READ, BodyKind.NONE, documents::get),
        route("PUT", "/v1/documents/{id}", Scope.PUBLISH, BodyKind.BYTES, publish::put),
        route("DELETE", "/v1/documents/{id}", Scope.PUBLISH, BodyKind.NONE, publish::delete),
        route("GET", LETTERS, Scope.ADMIN, BodyKind.NONE, letters::list),
        route("POST", LETTERS + "/replay", Scope.ADMIN, BodyKind.JSON, letters::replay),
        route("GET", LETTERS + "/{position}", Scope.ADMIN, BodyKind.NONE, letters::get),
        route("GET", LETTERS + "/{position}/bytes", Scope.ADMIN, BodyKind.NONE, letters::bytes),
        route("DELETE", LETTERS + "/{position}", Scope.ADMIN, BodyKind.NONE, letters::drop),
        route("GET", "/v1/freshness", Scope.READ, BodyKind.NONE, freshness::handle),
        route("GET", "/v1/flow", Scope.READ, BodyKind.NONE, flow::handle),
        Route.open("/health/live", _ -> Health.reply(checks.live())),
        Route.open("/health/ready", _ -> Health.reply(checks.ready())),
        Route.open("/metrics", _ -> metrics(telemetry)),
        Route.open("/openapi.json", _ -> contract.reply()));
  }

  private static Route route(
      String method, String template, Scope scope, BodyKind body, Handler handler) {
    return new Route(method, template, Optional.of(scope), body, handler);
  }

  private static Reply metrics(Telemetry telemetry) {
    return new Reply(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        Map.of(),
        telemetry.scrape().getBytes(StandardCharsets.UTF_8));
  }

  /** All routes, for the test that holds them against the contract. */
  List<Route> routes() {
    return routes;
  }

  /** Binds the port and begins to follow; returns before it is ready. */
  public void start() {
    freshness.start();
    web.start();
  }

  /** The port bound. */
  public int port() {
    return web.port();
  }

  /** Whether it serves: it has caught up with what was told. Once true it stays true. */
  public boolean ready() {
    return freshness.ready();
  }

  /** Ends requests, then the follower, then the Kafka clients. */
  @Override
  public void close() {
    web.close();
    freshness.close();
    publish.close();
    kafka.close();
  }
}

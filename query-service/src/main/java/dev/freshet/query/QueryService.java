package dev.freshet.query;

import dev.freshet.common.claim.ClaimDeposit;
import dev.freshet.common.telemetry.KafkaClientMeters;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.access.Callers;
import dev.freshet.query.answer.Answers;
import dev.freshet.query.audit.Audit;
import dev.freshet.query.context.Contexts;
import dev.freshet.query.deadletters.DeadLetters;
import dev.freshet.query.erasure.Erasure;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.feedback.Feedback;
import dev.freshet.query.generations.GenerationBuilder;
import dev.freshet.query.generations.GenerationSwitch;
import dev.freshet.query.generations.Generations;
import dev.freshet.query.generations.LiveGeneration;
import dev.freshet.query.generations.ReadableGeneration;
import dev.freshet.query.mcp.Mcp;
import dev.freshet.query.publish.Publish;
import dev.freshet.query.reevaluation.Reevaluation;
import dev.freshet.query.rerank.HttpReranker;
import dev.freshet.query.web.Route;
import dev.freshet.query.web.Web;
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

  private final GenerationSwitch generations;
  private final GenerationAssembly assembly;
  private final Optional<HttpReranker> reranker;
  private final KafkaClientMeters producerMeters;
  private final ObjectiveAssembly objective;
  private final WatchAssembly watches;
  private final VerifyAssembly verify;
  private final Reevaluation reevaluation;
  private final Publish publish;
  private final Callers callers;
  private final Audit audit;
  private final Answers answers;
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
   * @param claims takes in files that are too large for a record; empty: they are refused
   * @param otherHealth checks of whoever shares the process; empty where nobody does
   * @param diagnosis answers what looks wrong with the process, for admins
   * @throws IllegalArgumentException when others could reach a service without keys
   * @throws dev.freshet.query.access.InvalidKeys when the key file cannot be used
   * @throws dev.freshet.query.reevaluation.InvalidQuestions when their file cannot be used
   * @throws dev.freshet.query.web.InvalidCertificate when certificate or key cannot be used
   */
  public QueryService(
      QuerySettings settings,
      Map<String, Object> kafka,
      List<SourceTopic> sources,
      TopicNames topics,
      List<ReadableGeneration> readable,
      String serving,
      GenerationBuilder builder,
      Optional<ClaimDeposit> claims,
      Telemetry telemetry,
      Supplier<List<HealthCheck>> otherHealth,
      Handler diagnosis,
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
        claims,
        telemetry,
        otherHealth,
        diagnosis,
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
      Optional<ClaimDeposit> claims,
      Telemetry telemetry,
      Supplier<List<HealthCheck>> otherHealth,
      Handler diagnosis,
      InstantSource clock) {
    callers = new Callers(settings.access(), clock);
    if (callers.open() && !Web.loopback(settings.web().host())) {
      throw new IllegalArgumentException(
          "http.host is \"" + settings.web().host() + "\": without api-keys bind 127.0.0.1");
    }
    this.kafka = kafka;
    generations = new GenerationSwitch(serving);
    reranker = HttpReranker.of(settings.rerank());
    Producer<byte[], byte[]> producer = kafka.producer();
    DeadLetters letters =
        new DeadLetters(settings.deadLetters(), topics, kafka::pieces, producer, clock);
    producerMeters = telemetry.kafka("publish", producer::metrics);
    objective =
        new ObjectiveAssembly(
            settings, sources, producer, generations, this::ready, telemetry, clock);
    assembly =
        new GenerationAssembly(
            settings,
            kafka,
            sources,
            generations,
            reranker.map(r -> r),
            letters::letterOf,
            objective,
            telemetry,
            clock);
    readable.forEach(generation -> generations.add(assembly.live(generation)));
    ObjectiveAssembly.measure(sources, generations, telemetry);
    publish = new Publish(settings.publish(), sources, producer, claims);
    watches =
        new WatchAssembly(
            settings.watch(), kafka, sources, topics, producer, generations, telemetry, clock);
    readable.forEach(watches::add);
    verify =
        new VerifyAssembly(
            settings.verify(), kafka, sources, producer, generations, telemetry, clock);
    readable.forEach(verify::add);
    audit =
        new Audit(
            settings.audit(),
            topics.audit(),
            kafka::pieces,
            producer,
            new Origins(generations),
            telemetry,
            clock);
    List<String> names = sources.stream().map(SourceTopic::topic).toList();
    reevaluation =
        ReevaluationAssembly.of(
            settings.reevaluation(), names, generations, this::ready, telemetry, clock);
    Contexts contexts =
        new Contexts(
            settings.context(),
            names,
            generations.retriever(),
            () -> generations.current().embedder().tokenizer(),
            telemetry);
    answers =
        new Answers(
            settings.answer(),
            names,
            contexts,
            () -> generations.current().embedder(),
            ModelTrail::note,
            telemetry,
            clock);
    Checks checks = new Checks(generations, objective.canary(), () -> further(otherHealth.get()));
    routes =
        new RouteTable(
                generations,
                audit,
                new Feedback(settings.audit().text(), topics.feedback(), producer, clock),
                contexts,
                answers,
                publish,
                erasure(topics, names, clock),
                letters,
                new Generations(generations, builder),
                mcp(settings, names, contexts),
                watches.watch(),
                verify.verification(),
                reevaluation,
                callers,
                checks,
                objective.dashboard(),
                diagnosis,
                telemetry)
            .routes();
    web = new Web(settings.web(), routes, callers, telemetry);
  }

  private List<HealthCheck> further(List<HealthCheck> others) {
    return AccessChecks.with(others, callers, web, assembly.clock().instant());
  }

  private Mcp mcp(QuerySettings settings, List<String> sources, Contexts contexts) {
    return new Mcp(
        settings.mcp(),
        sources,
        generations.retriever(),
        contexts,
        generations.by(g -> g.documents()::get),
        generations.by(g -> g.freshness()::handle),
        generations.gate(),
        watches.watch());
  }

  private Erasure erasure(TopicNames topics, List<String> sources, InstantSource clock) {
    return new Erasure(
        publish::delete, generations.gate(), kafka.policies(), topics.prefix(), sources, clock);
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
    verify.verification().start();
    reevaluation.start();
    objective.start();
    web.start();
  }

  /** Follows one more generation from now on. */
  public synchronized void add(ReadableGeneration readable) {
    LiveGeneration generation = assembly.live(readable);
    watches.add(readable);
    verify.add(readable);
    generations.add(generation);
    if (started) {
      generation.freshness().start();
    }
  }

  /** Follows a generation no longer; nothing where it was not followed. */
  public void remove(String name) {
    generations.remove(name).ifPresent(LiveGeneration::close);
    watches.remove(name);
    verify.remove(name);
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
    verify.verification().close();
    reevaluation.close();
    objective.close();
    watches.watch().close();
    web.close();
    answers.close();
    generations.all().forEach(LiveGeneration::close);
    reranker.ifPresent(HttpReranker::close);
    audit.close();
    producerMeters.close();
    publish.close();
    callers.close();
    kafka.close();
  }
}

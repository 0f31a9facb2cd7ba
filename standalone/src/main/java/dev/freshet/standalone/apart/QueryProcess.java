package dev.freshet.standalone.apart;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.embed.Priority;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.PassageStore;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.HealthCheck;
import dev.freshet.query.HealthService;
import dev.freshet.query.QueryService;
import dev.freshet.query.generations.GenerationBuilder;
import dev.freshet.query.generations.ReadableGeneration;
import dev.freshet.standalone.process.HttpPort;
import dev.freshet.standalone.process.QdrantOpening;
import dev.freshet.stores.lucene.LuceneCatalogue;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The query service as a process. Its catalogue is read anew from Kafka where it is lost. */
public final class QueryProcess implements Service {
  private final QueryConfiguration its;
  private final Telemetry telemetry = new MicrometerTelemetry();
  private final HealthService beforeOpen;
  private volatile String waitsFor = "starting";
  private Optional<Embedder> model = Optional.empty();
  private Optional<PassageStore> store = Optional.empty();
  private Optional<LuceneCatalogue> catalogue = Optional.empty();
  private Optional<QueryService> query = Optional.empty();

  /**
   * @param its settings, validated
   */
  public QueryProcess(QueryConfiguration its) {
    this.its = its;
    this.beforeOpen =
        new HealthService(
            its.query().web(), telemetry, () -> List.of(new HealthCheck("start", false, waitsFor)));
  }

  @Override
  public String name() {
    return "query-service";
  }

  @Override
  public Path data() {
    return its.service().data();
  }

  @Override
  public List<Settings.Effective> settings() {
    return its.effective();
  }

  @Override
  public void begin() {
    HttpPort.requireFree(its.query().web().host(), its.query().web().port());
    beforeOpen.start();
  }

  @Override
  public void open() {
    try {
      if (model.isEmpty()) {
        model = Optional.of(its.line().openModel());
      }
      var generation = new Generation(model.get().identity(), its.line().passages());
      String cluster = Cluster.id(its.kafka().clients());
      if (store.isEmpty()) {
        store = Optional.of(QdrantOpening.open(its.qdrant(), generation, cluster));
      }
      if (catalogue.isEmpty()) {
        catalogue =
            Optional.of(
                LuceneCatalogue.open(
                    its.service()
                        .data()
                        .resolve("catalogue")
                        .resolve(cluster + "-" + generation.name())));
      }
      query = Optional.of(service(generation));
      beforeOpen.close();
      query.get().start();
    } catch (Outage e) {
      waitsFor = e.getMessage();
      throw e;
    }
  }

  private QueryService service(Generation generation) {
    String name = generation.name();
    return new QueryService(
        its.query(),
        its.kafka().clients(),
        its.line().sources(),
        its.line().topics(),
        List.of(
            new ReadableGeneration(
                name,
                its.service().topics(its.line().topics(), name),
                its.groups(),
                its.service().groups(its.groups(), name),
                store.orElseThrow().searcher(),
                catalogue.orElseThrow(),
                new PrioritisedEmbedder(model.orElseThrow()).as(Priority.QUERY))),
        name,
        GenerationBuilder.NONE,
        telemetry,
        List::of,
        InstantSource.system());
  }

  @Override
  public boolean ready() {
    return query.filter(QueryService::ready).isPresent();
  }

  @Override
  public List<String> lines() {
    String address = "http://" + its.query().web().host() + ":" + query.orElseThrow().port();
    return List.of(
        "page     " + address + "/",
        "API      " + address + "/v1/search   (contract: " + address + "/openapi.json)",
        "Kafka    " + its.kafka().clients().get("bootstrap.servers"),
        "Qdrant   " + its.qdrant().address());
  }

  /** The model stays open: its natives may be in use. */
  @Override
  public void close() {
    query.ifPresentOrElse(QueryService::close, beforeOpen::close);
    store.ifPresent(PassageStore::close);
    catalogue.ifPresent(LuceneCatalogue::close);
  }
}

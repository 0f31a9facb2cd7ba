package dev.freshet.standalone.apart;

import dev.freshet.claims.ClaimStores;
import dev.freshet.common.embed.Priority;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.PassageStore;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.query.HealthCheck;
import dev.freshet.query.HealthService;
import dev.freshet.query.QueryService;
import dev.freshet.query.generations.GenerationBuilder;
import dev.freshet.query.generations.ReadableGeneration;
import dev.freshet.standalone.diagnosis.Diagnosis;
import dev.freshet.standalone.process.GenerationNames;
import dev.freshet.standalone.process.HttpPort;
import dev.freshet.stores.lucene.LuceneCatalogue;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The query service as a process. Its catalogue is read anew from Kafka where it is lost. */
public final class QueryProcess implements Service {
  private final QueryConfiguration its;
  private final MicrometerTelemetry telemetry;
  private final HealthService beforeOpen;
  private volatile String waitsFor = "starting";
  private final Opening opening;
  private Optional<LuceneCatalogue> catalogue = Optional.empty();
  private Optional<ClaimStores> claims = Optional.empty();
  private Optional<QueryService> query = Optional.empty();

  /**
   * @param its settings, validated
   */
  public QueryProcess(QueryConfiguration its) {
    this.its = its;
    this.telemetry = new MicrometerTelemetry(its.common().telemetry());
    this.opening = new Opening(its.common());
    this.beforeOpen =
        new HealthService(
            its.common().web(),
            its.query().access(),
            telemetry,
            () -> List.of(new HealthCheck("start", false, waitsFor)),
            diagnosis(),
            InstantSource.system());
  }

  @Override
  public String name() {
    return "query-service";
  }

  @Override
  public ServiceConfiguration common() {
    return its.common();
  }

  @Override
  public List<Settings.Effective> settings() {
    return its.effective();
  }

  @Override
  public Masks masks() {
    return its.masks();
  }

  @Override
  public void begin() {
    HttpPort.requireFree(its.common().web());
    beforeOpen.start();
  }

  @Override
  public void open() {
    try {
      String cluster = Cluster.id(its.common().kafka().clients());
      PassageStore passages = opening.store(cluster);
      GenerationNames names = opening.names();
      if (catalogue.isEmpty()) {
        catalogue =
            Optional.of(
                LuceneCatalogue.open(
                    data().resolve("catalogue").resolve(cluster + "-" + names.name())));
      }
      if (claims.isEmpty()) {
        claims = Optional.of(ClaimStores.open(its.common().claims(), InstantSource.system()));
      }
      query = Optional.of(service(names, passages));
      beforeOpen.close();
      query.get().start();
    } catch (Outage e) {
      waitsFor = e.getMessage();
      throw e;
    }
  }

  private QueryService service(GenerationNames names, PassageStore passages) {
    return new QueryService(
        its.query(),
        its.common().kafka().clients(),
        its.common().line().sources(),
        its.common().line().topics(),
        List.of(
            new ReadableGeneration(
                names.name(),
                names.topics(),
                its.common().groups(),
                names.groups(),
                passages.searcher(),
                passages.inspection(),
                catalogue.orElseThrow(),
                opening.embedder().as(Priority.QUERY))),
        names.name(),
        GenerationBuilder.NONE,
        claims.orElseThrow().deposit(),
        telemetry,
        List::of,
        diagnosis(),
        InstantSource.system());
  }

  private Diagnosis diagnosis() {
    return its.common().diagnosis(name(), its.effective(), its.masks(), opening::known, telemetry);
  }

  @Override
  public boolean ready() {
    return query.filter(QueryService::ready).isPresent();
  }

  @Override
  public List<String> lines() {
    var web = its.common().web();
    String address = web.scheme() + "://" + web.host() + ":" + query.orElseThrow().port();
    return List.of(
        "page     " + address + "/",
        "API      " + address + "/v1/search   (contract: " + address + "/openapi.json)",
        "Kafka    " + its.common().kafka().clients().get("bootstrap.servers"),
        "Qdrant   " + its.common().qdrant().address());
  }

  @Override
  public void close() {
    query.ifPresentOrElse(QueryService::close, beforeOpen::close);
    claims.ifPresent(ClaimStores::close);
    opening.close();
    catalogue.ifPresent(LuceneCatalogue::close);
    telemetry.close();
  }
}

package dev.freshet.standalone.apart;

import dev.freshet.claims.ClaimStores;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.PassageStore;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.ingest.FlowGeneration;
import dev.freshet.ingest.IngestService;
import dev.freshet.ingest.TopicsRefused;
import dev.freshet.ingest.parse.ParserPool;
import dev.freshet.query.HealthCheck;
import dev.freshet.query.HealthService;
import dev.freshet.standalone.process.GenerationNames;
import dev.freshet.standalone.process.HttpPort;
import dev.freshet.standalone.process.StartRefused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The jobs of the line of flow as a process: all of them, or some. */
public final class IngestProcess implements Service {
  /** Leaves the rest of the ten seconds that a process has to end in. */
  private static final Duration DRAIN = Duration.ofSeconds(6);

  private final IngestConfiguration its;
  private final MicrometerTelemetry telemetry;
  private final HealthService health;
  private volatile Optional<String> waitsFor = Optional.of("starting");
  private final Opening opening;
  private Optional<PassageStore> store = Optional.empty();
  private Optional<ParserPool> parser = Optional.empty();
  private Optional<ClaimStores> claims = Optional.empty();
  private volatile Optional<IngestService> ingest = Optional.empty();

  /**
   * @param its settings, validated
   */
  public IngestProcess(IngestConfiguration its) {
    this.its = its;
    this.telemetry = new MicrometerTelemetry(its.common().telemetry());
    this.opening = new Opening(its.common());
    this.health =
        HealthService.withoutNeedOfKeys(
            its.common().web(),
            its.access(),
            telemetry,
            this::checks,
            its.common().diagnosis(name(), its.effective(), its.masks(), opening::known, telemetry),
            InstantSource.system());
  }

  @Override
  public String name() {
    return "ingest-service";
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
    health.start();
  }

  @Override
  public void open() {
    try {
      store = Optional.of(opening.store(Cluster.id(its.common().kafka().clients())));
      if (ingest.isEmpty()) {
        parser = Optional.of(new ParserPool(its.parser(), telemetry));
        claims = Optional.of(ClaimStores.open(its.common().claims(), InstantSource.system()));
        ingest = Optional.of(jobs(store.get(), parser.get(), claims.get()));
        if (its.ingest().parses()) {
          claims.get().startSweeping();
        }
      }
      ingest.get().start();
      if (its.ingest().parses()) {
        parser.get().warm();
        ingest.get().warm();
      }
      waitsFor = Optional.empty();
    } catch (Outage e) {
      waitsFor = Optional.of(e.getMessage());
      throw e;
    } catch (TopicsRefused e) {
      throw new StartRefused(e.getMessage(), e);
    }
  }

  /** What the generation's topics and groups are called; opens the model. */
  GenerationNames names() {
    return opening.names();
  }

  private IngestService jobs(PassageStore passages, ParserPool files, ClaimStores bytes) {
    return new IngestService(
        its.ingest(),
        its.common().kafka().clients(),
        its.common().line().sources(),
        its.common().line().topics(),
        files,
        bytes,
        List.of(
            new FlowGeneration(
                opening.generation(),
                names().topics(),
                names().groups(),
                opening.embedder(),
                passages.writer(),
                () -> true)),
        telemetry,
        InstantSource.system());
  }

  private List<HealthCheck> checks() {
    if (waitsFor.isPresent() || ingest.isEmpty()) {
      return List.of(new HealthCheck("start", false, waitsFor.orElse("starting")));
    }
    return ingest.get().health().stream()
        .map(job -> new HealthCheck(job.job(), job.up(), job.cause().orElse("")))
        .toList();
  }

  @Override
  public boolean ready() {
    return ingest.filter(IngestService::running).isPresent();
  }

  @Override
  public List<String> lines() {
    var web = its.common().web();
    return List.of(
        "jobs     " + String.join(", ", its.ingest().jobs().stream().sorted().toList()),
        "instance " + its.ingest().instanceId(),
        "Kafka    " + its.common().kafka().clients().get("bootstrap.servers"),
        "Qdrant   " + its.common().qdrant().address(),
        "health   " + web.scheme() + "://" + web.host() + ":" + health.port() + "/health/ready");
  }

  /** How many passages its store holds at the point that all of it is applied to. */
  long passages() {
    var searcher = store.orElseThrow().searcher();
    return searcher.count(searcher.readable());
  }

  @Override
  public void close() {
    ingest.ifPresent(jobs -> jobs.close(DRAIN));
    parser.ifPresent(ParserPool::close);
    claims.ifPresent(ClaimStores::close);
    opening.close();
    health.close();
    telemetry.close();
  }
}

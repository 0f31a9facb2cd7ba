package dev.freshet.standalone.up;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.embed.Priority;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.embedders.adapter.UnusableAdapter;
import dev.freshet.ingest.IngestService;
import dev.freshet.ingest.streams.JobHealth;
import dev.freshet.query.QueryService;
import dev.freshet.query.generations.GenerationBuilder;
import dev.freshet.standalone.process.StartRefused;
import dev.freshet.standalone.up.KeptGenerations.Kept;
import dev.freshet.stores.lucene.LuceneCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The generations of a data folder: opens them, and builds, switches and drops them. */
final class StandingGenerations implements GenerationBuilder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StandingGenerations.class);

  /** Each takes memory for its index and jobs, and its share of the processors. */
  private static final int MOST = 3;

  private static final Duration END_WITHIN = Duration.ofSeconds(5);

  private final Configuration configuration;
  private final Path data;
  private final KeptGenerations kept;
  private final Stores stores;
  private final Models models = new Models();
  private final Map<String, OpenGeneration> open = new ConcurrentHashMap<>();
  private volatile String bootstrap = "";
  private volatile IngestService ingest;
  private volatile QueryService query;
  private volatile boolean ending;

  private StandingGenerations(
      Configuration configuration, Path data, KeptGenerations kept, Supplier<String> cluster) {
    this.configuration = configuration;
    this.data = data;
    this.kept = kept;
    this.stores =
        switch (configuration.up().store()) {
          case LUCENE -> new LuceneStores(configuration.store());
          case QDRANT -> new QdrantStores(configuration.qdrant(), cluster);
        };
  }

  /**
   * Those of a data folder.
   *
   * @param cluster tells the id of the Kafka cluster; asked when a store is opened
   * @throws StartRefused when settings were given that none of them was made with
   */
  static StandingGenerations in(Path data, Configuration given, Supplier<String> cluster) {
    Configuration configuration = KeptAdapters.keep(data, given);
    KeptGenerations kept = KeptGenerations.in(data, configuration.up().store());
    if (kept.none()) {
      return new StandingGenerations(configuration, data, kept, cluster);
    }
    kept.requireMade(GenerationSettings.given(configuration));
    Map<String, String> made = new TreeMap<>(kept.serving().settings());
    made.keySet().removeAll(GenerationSettings.placesGiven(configuration));
    return new StandingGenerations(configuration.with(made), data, kept, cluster);
  }

  /** Opens the model of the one that serves, as it is. */
  Embedder servingModel() {
    return configuration.line().openBareModel();
  }

  /** Opens the catalogue of the one that serves. */
  LuceneCatalogue servingCatalogue() {
    return LuceneCatalogue.open(servingPlace().catalogue());
  }

  /**
   * Opens the one that serves, and marks a fresh folder with it.
   *
   * @throws StartRefused where this version makes another generation of the same settings, or the
   *     adapter is not the model's
   */
  OpenGeneration serving(Embedder model, LuceneCatalogue catalogue) {
    PrioritisedEmbedder embedder = models.share(configuration, model);
    var identity = embedder.as(Priority.BULK).identity();
    var generation = new Generation(identity, configuration.line().passages());
    Map<String, String> settings = GenerationSettings.of(configuration);
    if (kept.none()) {
      stores.requireFresh(servingPlace());
      kept.add(new Kept(generation.name(), true, false, settings));
    }
    kept.requireSame(kept.serving(), generation.name());
    return opened(servingPlace(), generation, embedder, catalogue);
  }

  private OpenGeneration opened(
      GenerationPlace place,
      Generation generation,
      PrioritisedEmbedder embedder,
      LuceneCatalogue catalogue) {
    var opened =
        new OpenGeneration(place, generation, embedder, stores.open(place, generation), catalogue);
    open.put(generation.name(), opened);
    return opened;
  }

  /** Of a fresh folder, that of the one that will be the first; its name is not known yet. */
  private GenerationPlace servingPlace() {
    return kept.none() ? place("", true) : place(kept.serving());
  }

  private GenerationPlace place(Kept one) {
    return place(one.name(), one.first());
  }

  private GenerationPlace place(String name, boolean first) {
    return new GenerationPlace(
        name,
        first,
        data,
        configuration.line().topics(),
        configuration.ingest().applicationPrefix());
  }

  /** Where the one that serves keeps its passages, for a person. */
  String where() {
    return stores.where(place(kept.serving()));
  }

  boolean serves(String name) {
    return kept.serves(name);
  }

  /** What runs them. */
  void connect(String kafka, IngestService jobs, QueryService service) {
    bootstrap = kafka;
    ingest = jobs;
    query = service;
  }

  /** Opens those that do not serve, and removes what is left of dropped ones. */
  synchronized void openOthers() {
    for (Kept one : kept.alive()) {
      if (!ending && !open.containsKey(one.name())) {
        try {
          open(one, configuration.with(one.settings()));
        } catch (Outage
            | StartRefused
            | IllegalStateException
            | InvalidSettings
            | UnusableAdapter e) {
          LOG.error("generation {} is left alone until the next start", one.name(), e);
          end(one.name());
        }
      }
    }
    for (Kept one : kept.dropped()) {
      try {
        removeRest(one);
      } catch (Outage e) {
        LOG.warn("generation {} is removed at the next start: {}", one.name(), e.getMessage());
      }
    }
  }

  private void open(Kept one, Configuration its) {
    PrioritisedEmbedder embedder = models.of(its);
    var generation = new Generation(embedder.as(Priority.BULK).identity(), its.line().passages());
    kept.requireSame(one, generation.name());
    GenerationPlace place = place(one);
    OpenGeneration opened =
        opened(place, generation, embedder, LuceneCatalogue.open(place.catalogue()));
    ingest.add(opened.flow(() -> serves(one.name())));
    query.add(opened.readable());
  }

  @Override
  public synchronized String build(Map<String, String> settings) {
    GenerationSettings.requireKnown(settings.keySet());
    Map<String, String> all = new TreeMap<>(kept.serving().settings());
    all.putAll(settings);
    Configuration its = KeptAdapters.keep(data, valid(all));
    var identity = models.of(its).as(Priority.BULK).identity();
    String name = new Generation(identity, its.line().passages()).name();
    Optional<Kept> there = kept.find(name);
    if (there.filter(Kept::dropped).isPresent()) {
      removeRest(there.get());
      there = Optional.empty();
    }
    if (there.isPresent()) {
      if (!open.containsKey(name)) {
        open(there.get(), its);
      }
      return name;
    }
    requireRoom();
    Kept one = new Kept(name, false, false, GenerationSettings.of(its));
    LOG.info("generation {} is built: {}", name, settings);
    kept.add(one);
    try {
      open(one, its);
    } catch (Outage | StartRefused | IllegalStateException e) {
      kept.drop(name);
      end(name);
      throw e instanceof StartRefused ? new IllegalStateException(e.getMessage(), e) : e;
    }
    return name;
  }

  private Configuration valid(Map<String, String> settings) {
    try {
      return configuration.with(settings);
    } catch (InvalidSettings e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private void requireRoom() {
    if (kept.alive().size() >= MOST) {
      throw new IllegalStateException(
          "there are "
              + MOST
              + " generations already: drop one first, ./freshet reindex drop NAME");
    }
    stores.requireRoomForAnother(servingPlace());
  }

  @Override
  public void serve(String name) {
    kept.serve(name);
    LOG.info("generation {} serves", name);
  }

  @Override
  public synchronized void drop(String name) {
    Kept one = kept.find(name).orElseThrow();
    LOG.info("generation {} is dropped", name);
    kept.drop(name);
    end(name);
    removeRest(one);
  }

  /** Ends what runs of it. */
  private void end(String name) {
    query.remove(name);
    ingest.remove(name, END_WITHIN);
    OpenGeneration was = open.remove(name);
    if (was != null) {
      was.close();
    }
  }

  private void removeRest(Kept one) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      place(one).remove(admin);
    }
    stores.remove(place(one));
    kept.forget(one.name());
  }

  @Override
  public Map<String, String> settings(String name) {
    return kept.find(name).map(Kept::settings).orElse(Map.of());
  }

  @Override
  public Optional<String> trouble(String name) {
    List<JobHealth> jobs = ingest.health(name);
    return jobs.stream()
        .filter(job -> job.state() == JobHealth.State.TROUBLED)
        .findFirst()
        .map(job -> job.job() + ": " + job.cause().orElse("does not run"));
  }

  /** No more are opened. */
  void end() {
    ending = true;
  }

  /** Closes stores and catalogues; whoever uses them has ended. */
  @Override
  public synchronized void close() {
    ending = true;
    open.values().forEach(OpenGeneration::close);
  }
}

package dev.freshet.standalone.up;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.embed.Priority;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.embedders.http.EndpointEmbedder;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.ingest.IngestService;
import dev.freshet.ingest.streams.JobHealth;
import dev.freshet.query.QueryService;
import dev.freshet.query.generations.GenerationBuilder;
import dev.freshet.standalone.up.KeptGenerations.Kept;
import dev.freshet.stores.lucene.LuceneCatalogue;
import dev.freshet.stores.lucene.LucenePassageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<Map<String, String>, PrioritisedEmbedder> models = new HashMap<>();
  private final Map<String, OpenGeneration> open = new ConcurrentHashMap<>();
  private volatile String bootstrap = "";
  private volatile IngestService ingest;
  private volatile QueryService query;

  private StandingGenerations(Configuration configuration, Path data, KeptGenerations kept) {
    this.configuration = configuration;
    this.data = data;
    this.kept = kept;
  }

  /**
   * Those of a data folder.
   *
   * @throws StartRefused when settings were given that none of them was made with
   */
  static StandingGenerations in(Path data, Configuration configuration) {
    KeptGenerations kept = KeptGenerations.in(data);
    if (kept.none()) {
      return new StandingGenerations(configuration, data, kept);
    }
    requireMade(data, kept, GenerationSettings.given(configuration));
    return new StandingGenerations(configuration.with(kept.serving().settings()), data, kept);
  }

  private static void requireMade(Path data, KeptGenerations kept, Map<String, String> given) {
    boolean made =
        kept.alive().stream()
            .anyMatch(one -> one.settings().entrySet().containsAll(given.entrySet()));
    if (made) {
      return;
    }
    Map<String, String> serving = kept.serving().settings();
    Map.Entry<String, String> other =
        given.entrySet().stream()
            .filter(one -> !one.getValue().equals(serving.get(one.getKey())))
            .findFirst()
            .orElseThrow();
    throw new StartRefused(
        "the data folder "
            + data
            + " was indexed with "
            + other.getKey()
            + " "
            + serving.get(other.getKey())
            + ", and it is now given as "
            + other.getValue()
            + ": leave it out, and while Freshet runs index anew beside it with ./freshet reindex"
            + " --set "
            + other.getKey()
            + "="
            + other.getValue()
            + "; or give another folder with --data");
  }

  /** Opens the model of the one that serves. */
  Embedder servingModel() {
    return embedder(configuration);
  }

  /** Opens the catalogue of the one that serves. */
  LuceneCatalogue servingCatalogue() {
    return LuceneCatalogue.open(servingPlace("").catalogue());
  }

  /**
   * Opens the one that serves, and marks a fresh folder with it.
   *
   * @throws StartRefused where this version makes another generation of the same settings
   */
  OpenGeneration serving(Embedder model, LuceneCatalogue catalogue) {
    var generation = new Generation(model.identity(), configuration.up().passages());
    Map<String, String> settings = GenerationSettings.of(configuration);
    if (kept.none()) {
      kept.add(new Kept(generation.name(), true, false, settings));
    }
    requireSame(kept.serving(), generation);
    var embedder = new PrioritisedEmbedder(model);
    synchronized (models) {
      models.put(GenerationSettings.model(settings), embedder);
    }
    return opened(servingPlace(generation.name()), configuration, generation, embedder, catalogue);
  }

  private void requireSame(Kept one, Generation generation) {
    if (!one.name().equals(generation.name())) {
      throw new StartRefused(
          "the data folder "
              + data
              + " was indexed as generation "
              + one.name()
              + ", of which this version or a changed model file makes "
              + generation.name()
              + ": start it with the version and files it was indexed with, or give another folder"
              + " with --data and publish again");
    }
  }

  private OpenGeneration opened(
      GenerationPlace place,
      Configuration its,
      Generation generation,
      PrioritisedEmbedder embedder,
      LuceneCatalogue catalogue) {
    var store = LucenePassageStore.open(place.index(), generation.model().dimension(), its.store());
    var opened = new OpenGeneration(place, generation, embedder, store, catalogue);
    open.put(generation.name(), opened);
    return opened;
  }

  private GenerationPlace servingPlace(String name) {
    return place(name, kept.none() || kept.serving().first());
  }

  private GenerationPlace place(String name, boolean first) {
    return new GenerationPlace(
        name,
        first,
        data,
        configuration.ingest().stateDirectory(),
        configuration.up().topics(),
        configuration.ingest().applicationPrefix());
  }

  private static Embedder embedder(Configuration its) {
    return switch (its.up().embedder()) {
      case ONNX -> OnnxEmbedder.open(its.embedder());
      case OPENAI -> EndpointEmbedder.openAi(its.endpoint());
      case TEI -> EndpointEmbedder.tei(its.endpoint());
    };
  }

  private PrioritisedEmbedder model(Configuration its) {
    Map<String, String> key = GenerationSettings.model(GenerationSettings.of(its));
    synchronized (models) {
      return models.computeIfAbsent(key, _ -> new PrioritisedEmbedder(embedder(its)));
    }
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
      if (!open.containsKey(one.name())) {
        try {
          open(one, configuration.with(one.settings()));
        } catch (Outage | StartRefused | IllegalStateException | InvalidSettings e) {
          LOG.error("generation {} is left alone until the next start", one.name(), e);
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
    PrioritisedEmbedder embedder = model(its);
    var generation = new Generation(embedder.as(Priority.BULK).identity(), its.up().passages());
    requireSame(one, generation);
    GenerationPlace place = place(one.name(), one.first());
    OpenGeneration opened =
        opened(place, its, generation, embedder, LuceneCatalogue.open(place.catalogue()));
    ingest.add(opened.flow(() -> serves(one.name())));
    query.add(opened.readable());
  }

  @Override
  public synchronized String build(Map<String, String> settings) {
    GenerationSettings.requireKnown(settings.keySet());
    Map<String, String> all = new TreeMap<>(kept.serving().settings());
    all.putAll(settings);
    Configuration its = valid(all);
    var identity = model(its).as(Priority.BULK).identity();
    String name = new Generation(identity, its.up().passages()).name();
    Optional<Kept> there = kept.find(name);
    if (there.filter(Kept::dropped).isPresent()) {
      throw new IllegalArgumentException(
          "generation " + name + " is still being removed: try again after the next start");
    }
    if (there.isPresent()) {
      return name;
    }
    requireRoom();
    Kept one = new Kept(name, false, false, GenerationSettings.of(its));
    kept.add(one);
    try {
      open(one, its);
    } catch (Outage | StartRefused | IllegalStateException e) {
      kept.drop(name);
      end(name);
      throw e;
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
      throw new IllegalArgumentException(
          "there are "
              + MOST
              + " generations already: drop one first, ./freshet reindex drop NAME");
    }
    try {
      long needed =
          DataFolder.LEAST_FREE_BYTES + 2 * servingPlace(kept.serving().name()).indexBytes();
      long free = Files.getFileStore(data).getUsableSpace();
      if (free < needed) {
        throw new IllegalArgumentException(
            "the data folder's disk has only "
                + (free >> 20)
                + " MiB left, another generation wants "
                + (needed >> 20)
                + " MiB: free some first");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void serve(String name) {
    kept.serve(name);
  }

  @Override
  public synchronized void drop(String name) {
    Kept one = kept.find(name).orElseThrow();
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
      place(one.name(), one.first()).remove(admin);
    }
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

  /** Closes stores and catalogues; whoever uses them has ended. */
  @Override
  public void close() {
    open.values().forEach(OpenGeneration::close);
  }
}

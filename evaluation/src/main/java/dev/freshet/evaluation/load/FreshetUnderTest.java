package dev.freshet.evaluation.load;

import dev.freshet.common.document.Lane;
import dev.freshet.common.topics.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Freshet started as a user would start it, {@code ./freshet up}, on a folder of its own. */
public final class FreshetUnderTest implements AutoCloseable {
  /** The live source. */
  public static final String LIVE = "documents";

  /** The bulk source. */
  public static final String BULK = "archive";

  /** How often a flood is looked at: looking costs what is measured. */
  public static final Duration RARELY = Duration.ofMillis(100);

  /** The first start of a clone builds it. */
  private static final Duration START = Duration.ofMinutes(5);

  private static final Duration LOOK = Duration.ofMillis(5);

  private final Map<String, String> surroundings;
  private final Path repository;
  private final Path folder;
  private final int httpPort = Processes.freePort();
  private final int kafkaPort = Processes.freePort();
  private final Api api = new Api(httpPort);
  private Processes process;
  private Publisher publisher;

  /**
   * @param repository where {@code ./freshet} stands
   * @param folder for data and output; what it holds is kept from start to start
   */
  public FreshetUnderTest(Path repository, Path folder) throws IOException {
    this(repository, folder, Map.of());
  }

  /**
   * @param surroundings environment variables that set what is not as by default
   */
  public FreshetUnderTest(Path repository, Path folder, Map<String, String> surroundings)
      throws IOException {
    this.surroundings = new HashMap<>(nothingRemembered(repository));
    this.surroundings.putAll(surroundings);
    this.repository = repository;
    this.folder = folder;
  }

  /** What is polled for, or asked in two loads, is embedded each time; older trees do so anyway. */
  private static Map<String, String> nothingRemembered(Path repository) throws IOException {
    String variable = "FRESHET_SEARCH_REMEMBERED_QUERIES";
    boolean known = Files.readString(repository.resolve("docs/settings.md")).contains(variable);
    return known ? Map.of(variable, "0") : Map.of();
  }

  /**
   * Starts it, or starts it again.
   *
   * @return seconds until it is ready
   */
  public double start() throws IOException {
    List<String> command = new ArrayList<>(List.of("./freshet", "up"));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    command.addAll(List.of("--http-port", Integer.toString(httpPort)));
    command.addAll(List.of("--kafka-port", Integer.toString(kafkaPort)));
    command.addAll(List.of("--source", LIVE + ":live", "--source", BULK + ":bulk"));
    process = Processes.start(command, surroundings, repository, folder.resolve("up.log"));
    long nanos = Await.until("Freshet is ready", LOOK, START, this::readyOrDead);
    publisher = new Publisher(kafkaPort);
    return nanos / 1e9;
  }

  private boolean readyOrDead() {
    if (!process.alive()) {
      throw new IllegalStateException("freshet up ended: see " + folder.resolve("up.log"));
    }
    return api.ready();
  }

  /** Its HTTP interface. */
  public Api api() {
    return api;
  }

  /** A publisher to its broker. */
  public Publisher publisher() {
    return publisher;
  }

  /** Where its broker is, on loopback. */
  public int kafkaPort() {
    return kafkaPort;
  }

  /** Resident memory of all its processes, MiB. */
  public double residentMiB() {
    return process.residentMiB();
  }

  /** Processor time that all its processes have taken that run, seconds. */
  public double processorSeconds() {
    return process.processorSeconds();
  }

  /** Open file handles of all its processes. */
  public long fileHandles() {
    return process.fileHandles();
  }

  /** What the embed job wrote for the live source, by the generation that serves. */
  public List<EmbeddedTopic.Embedded> embedded() {
    String generation = api.freshness().required("generation").asText();
    return EmbeddedTopic.read(kafkaPort, TopicNames.DEFAULT.embedded(generation, Lane.LIVE));
  }

  /** Where its HTTP interface is. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + httpPort);
  }

  /** Waits until so many records of the live source are out at the end. */
  public void awaitRetrievable(long records, Duration atMost) {
    Await.until(
        records + " records are retrievable",
        RARELY,
        atMost,
        () -> api.retrievable(LIVE) >= records);
  }

  /** Ends it as the kernel would: no goodbye. */
  public void kill() {
    publisher.close();
    process.kill();
  }

  @Override
  public void close() {
    if (publisher != null) {
      publisher.close();
    }
    if (process != null) {
      process.close();
    }
  }
}

package dev.freshet.standalone.up;

import dev.freshet.common.failure.Outage;
import dev.freshet.standalone.process.LineSettings;
import dev.freshet.standalone.process.StartRefused;
import dev.freshet.standalone.up.UpSettings.Store;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which generations a data folder holds and which one serves: its file {@code
 * generations.properties}, written whole or not at all before anything is done, so that a kill at
 * any moment leaves nothing that the next start does not go on with.
 */
final class KeptGenerations {
  /** The file's name. */
  static final String FILE = "generations.properties";

  private static final String SERVING = "serving";
  private static final String ALL = "generations";
  private static final String FIRST = ".first";
  private static final String DROPPED = ".dropped";
  private static final String SETTING = ".setting.";
  private static final String STORE = "store";

  private final Path file;
  private final Store store;
  private String serving;
  private List<Kept> kept;

  /**
   * One of them.
   *
   * @param name as derived from its model and passages
   * @param first whether its names and folders say nothing of its name
   * @param dropped whether it is only still to be removed
   * @param settings what makes it, by key
   */
  record Kept(String name, boolean first, boolean dropped, Map<String, String> settings) {
    Kept {
      Map<String, String> all = new TreeMap<>(settings);
      // One made before there was this setting was made without: else it would be given another's.
      all.putIfAbsent(LineSettings.ADAPTER.key(), "");
      settings = Map.copyOf(all);
    }
  }

  private KeptGenerations(Path file, Store store, String serving, List<Kept> kept) {
    this.file = file;
    this.store = store;
    this.serving = serving;
    this.kept = kept;
  }

  /**
   * Those of a data folder; none where it is fresh.
   *
   * @param store where passages are to be kept
   * @throws StartRefused when the file cannot be read, or says that they are kept elsewhere
   */
  static KeptGenerations in(Path data, Store store) {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return new KeptGenerations(file, store, "", List.of());
    }
    Properties told = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      told.load(reader);
      requireSame(data, store, told.getProperty(STORE, text(Store.LUCENE)));
      List<Kept> kept = new ArrayList<>();
      for (String name : required(told, ALL).split(",", -1)) {
        kept.add(kept(told, name));
      }
      String serving = required(told, SERVING);
      var read = new KeptGenerations(file, store, serving, List.copyOf(kept));
      if (read.find(serving).filter(one -> !one.dropped()).isEmpty()) {
        throw new IOException("\"" + serving + "\" serves and is not listed");
      }
      return read;
    } catch (IOException | IllegalArgumentException e) {
      throw new StartRefused(
          "cannot read "
              + file
              + ": "
              + e.getMessage()
              + "; put the file back from a copy, or give another folder with --data",
          e);
    }
  }

  private static void requireSame(Path data, Store store, String kept) {
    if (!text(store).equals(kept)) {
      throw new StartRefused(
          "the data folder "
              + data
              + " keeps its passages in "
              + kept
              + ", not in "
              + text(store)
              + ": give --store "
              + kept
              + ", or another folder with --data and publish again");
    }
  }

  private static String shown(String value) {
    return value == null || value.isEmpty() ? "nothing" : value;
  }

  private static String text(Store store) {
    return store.name().toLowerCase(Locale.ROOT);
  }

  private static Kept kept(Properties told, String name) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    String prefix = name + SETTING;
    told.stringPropertyNames().stream()
        .filter(key -> key.startsWith(prefix))
        .forEach(key -> settings.put(key.substring(prefix.length()), told.getProperty(key)));
    return new Kept(
        name,
        Boolean.parseBoolean(required(told, name + FIRST)),
        Boolean.parseBoolean(required(told, name + DROPPED)),
        settings);
  }

  private static String required(Properties told, String key) throws IOException {
    String value = told.getProperty(key, "");
    if (value.isBlank()) {
      throw new IOException(key + " is missing");
    }
    return value;
  }

  /**
   * Holds settings that somebody gave to those that are alive.
   *
   * @param given by key
   * @throws StartRefused when none was made with them
   */
  synchronized void requireMade(Map<String, String> given) {
    if (alive().stream().anyMatch(one -> one.settings().entrySet().containsAll(given.entrySet()))) {
      return;
    }
    Map<String, String> made = serving().settings();
    Map.Entry<String, String> other =
        given.entrySet().stream()
            .filter(one -> !one.getValue().equals(made.get(one.getKey())))
            .findFirst()
            .orElseThrow();
    throw new StartRefused(
        "the data folder "
            + file.getParent()
            + " was indexed with "
            + other.getKey()
            + " "
            + shown(made.get(other.getKey()))
            + ", and it is now given as "
            + shown(other.getValue())
            + ": leave it out, and while Freshet runs index anew beside it with ./freshet reindex"
            + " --set "
            + other.getKey()
            + "="
            + other.getValue()
            + "; or give another folder with --data");
  }

  /**
   * Holds what settings make now to what they made before.
   *
   * @param made the name of the generation that its settings make now
   * @throws StartRefused when it is another one
   */
  void requireSame(Kept one, String made) {
    if (!one.name().equals(made)) {
      throw new StartRefused(
          "the data folder "
              + file.getParent()
              + " was indexed as generation "
              + one.name()
              + ", of which this version or a changed model file makes "
              + made
              + ": start it with the version and files it was indexed with, or give another folder"
              + " with --data and publish again");
    }
  }

  /** Whether the folder is fresh. */
  synchronized boolean none() {
    return kept.isEmpty();
  }

  /** Those that are alive. */
  synchronized List<Kept> alive() {
    return kept.stream().filter(one -> !one.dropped()).toList();
  }

  /** Those of which something may be left to remove. */
  synchronized List<Kept> dropped() {
    return kept.stream().filter(Kept::dropped).toList();
  }

  synchronized Optional<Kept> find(String name) {
    return kept.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  synchronized Kept serving() {
    return find(serving).orElseThrow();
  }

  synchronized boolean serves(String name) {
    return name.equals(serving);
  }

  /** One more; the first one serves. */
  synchronized void add(Kept one) {
    List<Kept> more = new ArrayList<>(kept);
    more.add(one);
    write(kept.isEmpty() ? one.name() : serving, more);
  }

  synchronized void serve(String name) {
    write(name, kept);
  }

  synchronized void drop(String name) {
    write(
        serving,
        kept.stream()
            .map(
                one ->
                    one.name().equals(name)
                        ? new Kept(one.name(), one.first(), true, one.settings())
                        : one)
            .toList());
  }

  /** Nothing of it is left. */
  synchronized void forget(String name) {
    write(serving, kept.stream().filter(one -> !one.name().equals(name)).toList());
  }

  private void write(String nowServing, List<Kept> now) {
    Properties tell = new Properties();
    tell.setProperty(STORE, text(store));
    tell.setProperty(SERVING, nowServing);
    tell.setProperty(ALL, now.stream().map(Kept::name).collect(Collectors.joining(",")));
    for (Kept one : now) {
      tell.setProperty(one.name() + FIRST, Boolean.toString(one.first()));
      tell.setProperty(one.name() + DROPPED, Boolean.toString(one.dropped()));
      one.settings().forEach((key, value) -> tell.setProperty(one.name() + SETTING + key, value));
    }
    Path whole = file.resolveSibling(FILE + ".new");
    try {
      try (Writer writer = Files.newBufferedWriter(whole)) {
        tell.store(writer, "What this folder is indexed with. Not to be edited.");
      }
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Outage("data folder", "cannot write " + file + ": " + e.getMessage(), e);
    }
    serving = nowServing;
    kept = List.copyOf(now);
  }
}

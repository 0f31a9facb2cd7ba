package dev.freshet.standalone.up;

import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.parse.MemoSettings;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.query.QuerySettings;
import dev.freshet.standalone.broker.BrokerSettings;
import dev.freshet.standalone.process.LineSettings;
import dev.freshet.stores.lucene.LuceneSettings;
import dev.freshet.stores.qdrant.QdrantSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every room's settings, read and validated together.
 *
 * @param effective what took effect and where it came from, for the log
 * @param given what all of it was read from
 */
public record Configuration(
    UpSettings up,
    LineSettings line,
    BrokerSettings broker,
    IngestSettings ingest,
    ParserSettings parser,
    LuceneSettings store,
    QdrantSettings qdrant,
    QuerySettings query,
    List<Settings.Effective> effective,
    Given given) {

  /** What settings are read from; says nothing of itself, for it holds secrets. */
  static final class Given {
    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final Map<String, String> file;

    Given(Map<String, String> flags, Map<String, String> environment, Map<String, String> file) {
      this.flags = Map.copyOf(flags);
      this.environment = Map.copyOf(environment);
      this.file = Map.copyOf(file);
    }
  }

  /** What the command line's client reads from the environment. */
  private static final List<String> FOREIGN = List.of("FRESHET_URL", "FRESHET_API_KEY");

  /**
   * Reads all of it.
   *
   * @param flags by key
   * @param environment all of it
   * @param file by key
   * @throws dev.freshet.common.settings.InvalidSettings naming every problem
   */
  public static Configuration of(
      Map<String, String> flags, Map<String, String> environment, Map<String, String> file) {
    Path data =
        UpSettings.of(new Settings(flags, environment, file)).data().toAbsolutePath().normalize();
    var settings = new Settings(flags, environment, within(data, file));
    var configuration =
        new Configuration(
            UpSettings.of(settings),
            LineSettings.of(settings),
            BrokerSettings.of(settings),
            IngestSettings.of(settings),
            ParserSettings.of(settings),
            LuceneSettings.of(settings),
            QdrantSettings.of(settings),
            QuerySettings.of(settings),
            settings.effective(),
            new Given(flags, environment, file));
    settings.check(FOREIGN);
    return configuration;
  }

  /**
   * The same with other settings over all else.
   *
   * @param over by key
   * @throws dev.freshet.common.settings.InvalidSettings naming every problem
   */
  Configuration with(Map<String, String> over) {
    var flags = new HashMap<>(given.flags);
    flags.putAll(over);
    return of(flags, given.environment, given.file);
  }

  /** Folders of single rooms lie in the data folder, unless the file says otherwise. */
  private static Map<String, String> within(Path data, Map<String, String> file) {
    var all = new HashMap<String, String>();
    all.put(IngestSettings.STATE_DIRECTORY.key(), data.resolve("streams").toString());
    all.put(MemoSettings.DIRECTORY.key(), data.resolve("parse-memo").toString());
    all.put(OnnxSettings.CACHE_DIRECTORY.key(), data.resolve("model").toString());
    all.putAll(file);
    return all;
  }
}

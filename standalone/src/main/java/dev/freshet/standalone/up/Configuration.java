package dev.freshet.standalone.up;

import dev.freshet.claims.ClaimSettings;
import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.TelemetrySettings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.query.QuerySettings;
import dev.freshet.standalone.broker.BrokerSettings;
import dev.freshet.standalone.process.DataFolder;
import dev.freshet.standalone.process.Given;
import dev.freshet.standalone.process.LineSettings;
import dev.freshet.stores.lucene.LuceneSettings;
import dev.freshet.stores.qdrant.QdrantSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Every room's settings, read and validated together.
 *
 * @param effective what took effect and where it came from, for the log
 * @param masks hides the secrets among them
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
    ClaimSettings claims,
    TelemetrySettings telemetry,
    List<Settings.Effective> effective,
    Masks masks,
    Given given) {

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
    return of(new Given(flags, environment, file));
  }

  private static Configuration of(Given given) {
    Settings settings = given.withDefaults(claims(given)).settings();
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
            ClaimSettings.of(settings),
            TelemetrySettings.of(settings),
            settings.effective(),
            settings.masks(),
            given);
    settings.check(Given.FOREIGN);
    return configuration;
  }

  /** Files beyond a record's size lie in the data folder, unless somebody says otherwise. */
  private static Map<String, String> claims(Given given) {
    Path data = Path.of(given.get(DataFolder.SETTING)).toAbsolutePath().normalize();
    return Map.of(ClaimSettings.LOCATION.key(), data.resolve("claims").toUri().toString());
  }

  /**
   * The same with other settings over all else.
   *
   * @param over by key
   * @throws dev.freshet.common.settings.InvalidSettings naming every problem
   */
  Configuration with(Map<String, String> over) {
    return of(given.with(over));
  }
}

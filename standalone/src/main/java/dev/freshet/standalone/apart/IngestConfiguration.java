package dev.freshet.standalone.apart;

import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.query.access.AccessSettings;
import dev.freshet.query.web.WebSettings;
import dev.freshet.standalone.process.Given;
import java.util.List;
import java.util.Map;

/**
 * The ingest service's settings, read and validated together.
 *
 * @param common what the query service has too
 * @param access who may ask for a diagnosis
 * @param effective what took effect and where it came from, for the log
 * @param masks hides the secrets among them
 */
public record IngestConfiguration(
    ServiceConfiguration common,
    IngestSettings ingest,
    ParserSettings parser,
    AccessSettings access,
    List<Settings.Effective> effective,
    Masks masks) {

  /** Beside a query service on the same machine. */
  private static final String HTTP_PORT = "8081";

  /** Every setting it has, by room. */
  public static Map<String, List<Setting<?>>> rooms() {
    Map<String, List<Setting<?>>> rooms = ServiceConfiguration.rooms();
    rooms.put("The jobs of the line of flow", IngestSettings.ALL);
    rooms.put("Parsing", ParserSettings.ALL);
    rooms.put("Health and metrics over HTTP", WebSettings.ALL);
    rooms.put("Who may ask for a diagnosis", AccessSettings.ALL);
    return rooms;
  }

  /**
   * Reads all of it; settings of the query service may stand beside.
   *
   * @throws dev.freshet.common.settings.InvalidSettings naming every problem
   */
  public static IngestConfiguration of(Given given) {
    Settings settings = ServiceConfiguration.settings(given, HTTP_PORT);
    var configuration =
        new IngestConfiguration(
            ServiceConfiguration.of(settings),
            IngestSettings.of(settings),
            ParserSettings.of(settings),
            AccessSettings.of(settings),
            settings.effective(),
            settings.masks());
    QueryConfiguration.rooms().values().forEach(settings::passOver);
    settings.check(Given.FOREIGN);
    return configuration;
  }
}

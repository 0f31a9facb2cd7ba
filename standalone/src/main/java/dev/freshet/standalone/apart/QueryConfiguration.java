package dev.freshet.standalone.apart;

import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.query.QuerySettings;
import dev.freshet.standalone.process.Given;
import java.util.List;
import java.util.Map;

/**
 * The query service's settings, read and validated together.
 *
 * @param common what the ingest service has too
 * @param effective what took effect and where it came from, for the log
 * @param masks hides the secrets among them
 */
public record QueryConfiguration(
    ServiceConfiguration common,
    QuerySettings query,
    List<Settings.Effective> effective,
    Masks masks) {

  private static final String HTTP_PORT = "8080";

  /** Every setting it has, by room. */
  public static Map<String, List<Setting<?>>> rooms() {
    Map<String, List<Setting<?>>> rooms = ServiceConfiguration.rooms();
    rooms.put("The jobs of the line of flow", List.of(IngestSettings.APPLICATION_PREFIX));
    rooms.put("The query service", QuerySettings.ALL);
    return rooms;
  }

  /**
   * Reads all of it; settings of the ingest service may stand beside.
   *
   * @throws dev.freshet.common.settings.InvalidSettings naming every problem
   */
  public static QueryConfiguration of(Given given) {
    Settings settings = ServiceConfiguration.settings(given, HTTP_PORT);
    var configuration =
        new QueryConfiguration(
            ServiceConfiguration.of(settings),
            QuerySettings.of(settings),
            settings.effective(),
            settings.masks());
    IngestConfiguration.rooms().values().forEach(settings::passOver);
    settings.check(Given.FOREIGN);
    return configuration;
  }
}

package dev.freshet.standalone.apart;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.http.HttpEmbedderSettings;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.query.QuerySettings;
import dev.freshet.standalone.process.LineSettings;
import dev.freshet.stores.qdrant.QdrantSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The query service's settings, read and validated together.
 *
 * @param groups the prefix of the jobs' groups, whose backlog is shown
 * @param effective what took effect and where it came from, for the log
 */
public record QueryConfiguration(
    ServiceSettings service,
    LineSettings line,
    KafkaSettings kafka,
    QdrantSettings qdrant,
    QuerySettings query,
    String groups,
    List<Settings.Effective> effective) {

  private static final String HTTP_PORT = "8080";

  /** Every setting it has, by room. */
  public static Map<String, List<Setting<?>>> rooms() {
    Map<String, List<Setting<?>>> rooms = new LinkedHashMap<>();
    rooms.put("The process", ServiceSettings.ALL);
    rooms.put("The line of flow, in every process", LineSettings.ALL);
    rooms.put("The jobs of the line of flow", List.of(IngestSettings.APPLICATION_PREFIX));
    rooms.put("The Kafka cluster", KafkaSettings.ALL);
    rooms.put("The store on Qdrant", QdrantSettings.ALL);
    rooms.put("The model in this process", OnnxSettings.ALL);
    rooms.put("An embedding endpoint", HttpEmbedderSettings.ALL);
    rooms.put("The query service", QuerySettings.ALL);
    return rooms;
  }

  /**
   * Reads all of it; settings of the ingest service may stand beside.
   *
   * @throws dev.freshet.common.settings.InvalidSettings naming every problem
   */
  public static QueryConfiguration of(Given given) {
    Settings settings = given.settings(HTTP_PORT);
    var configuration =
        new QueryConfiguration(
            ServiceSettings.of(settings),
            LineSettings.of(settings),
            KafkaSettings.of(settings),
            QdrantSettings.of(settings),
            QuerySettings.of(settings),
            settings.get(IngestSettings.APPLICATION_PREFIX),
            settings.effective());
    IngestConfiguration.rooms().values().forEach(settings::passOver);
    settings.check(Given.FOREIGN);
    return configuration;
  }
}

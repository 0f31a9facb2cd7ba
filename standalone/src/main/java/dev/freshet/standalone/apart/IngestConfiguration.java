package dev.freshet.standalone.apart;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.http.HttpEmbedderSettings;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.query.web.WebSettings;
import dev.freshet.standalone.process.LineSettings;
import dev.freshet.stores.qdrant.QdrantSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ingest service's settings, read and validated together.
 *
 * @param web where health and metrics are
 * @param effective what took effect and where it came from, for the log
 */
public record IngestConfiguration(
    ServiceSettings service,
    LineSettings line,
    KafkaSettings kafka,
    QdrantSettings qdrant,
    IngestSettings ingest,
    ParserSettings parser,
    WebSettings web,
    List<Settings.Effective> effective) {

  /** Beside a query service on the same machine. */
  private static final String HTTP_PORT = "8081";

  /** Every setting it has, by room. */
  public static Map<String, List<Setting<?>>> rooms() {
    Map<String, List<Setting<?>>> rooms = new LinkedHashMap<>();
    rooms.put("The process", ServiceSettings.ALL);
    rooms.put("The line of flow, in every process", LineSettings.ALL);
    rooms.put("The Kafka cluster", KafkaSettings.ALL);
    rooms.put("The store on Qdrant", QdrantSettings.ALL);
    rooms.put("The jobs of the line of flow", IngestSettings.ALL);
    rooms.put("Parsing", ParserSettings.ALL);
    rooms.put("The model in this process", OnnxSettings.ALL);
    rooms.put("An embedding endpoint", HttpEmbedderSettings.ALL);
    rooms.put("Health and metrics over HTTP", WebSettings.ALL);
    return rooms;
  }

  /**
   * Reads all of it; settings of the query service may stand beside.
   *
   * @throws dev.freshet.common.settings.InvalidSettings naming every problem
   */
  public static IngestConfiguration of(Given given) {
    Settings settings = given.settings(HTTP_PORT);
    var configuration =
        new IngestConfiguration(
            ServiceSettings.of(settings),
            LineSettings.of(settings),
            KafkaSettings.of(settings),
            QdrantSettings.of(settings),
            IngestSettings.of(settings),
            ParserSettings.of(settings),
            WebSettings.of(settings),
            settings.effective());
    QueryConfiguration.rooms().values().forEach(settings::passOver);
    settings.check(Given.FOREIGN);
    return configuration;
  }
}

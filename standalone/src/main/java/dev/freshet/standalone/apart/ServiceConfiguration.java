package dev.freshet.standalone.apart;

import dev.freshet.claims.ClaimSettings;
import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.telemetry.TelemetrySettings;
import dev.freshet.embedders.http.HttpEmbedderSettings;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.query.web.WebSettings;
import dev.freshet.standalone.diagnosis.Diagnosis;
import dev.freshet.standalone.diagnosis.Subject;
import dev.freshet.standalone.process.GenerationNames;
import dev.freshet.standalone.process.Given;
import dev.freshet.standalone.process.LineSettings;
import dev.freshet.stores.qdrant.QdrantSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What both services have to know.
 *
 * @param groups the prefix of the jobs' groups that all generations share
 * @param claims where bytes beyond a record's size lie
 * @param telemetry where traces and metrics are sent
 * @param web where the service listens
 */
public record ServiceConfiguration(
    ServiceSettings service,
    LineSettings line,
    KafkaSettings kafka,
    QdrantSettings qdrant,
    String groups,
    ClaimSettings claims,
    TelemetrySettings telemetry,
    WebSettings web) {

  /** Its settings by room; a service's own come behind. */
  static Map<String, List<Setting<?>>> rooms() {
    Map<String, List<Setting<?>>> rooms = new LinkedHashMap<>();
    rooms.put("The process", ServiceSettings.ALL);
    rooms.put("The line of flow, in every process", LineSettings.ALL);
    rooms.put("The Kafka cluster", KafkaSettings.ALL);
    rooms.put("The store on Qdrant", QdrantSettings.ALL);
    rooms.put("Files beyond a record's size", ClaimSettings.ALL);
    rooms.put("Traces and metrics", TelemetrySettings.ALL);
    rooms.put("The model in this process", OnnxSettings.ALL);
    rooms.put("An embedding endpoint", HttpEmbedderSettings.ALL);
    return rooms;
  }

  static ServiceConfiguration of(Settings settings) {
    return new ServiceConfiguration(
        ServiceSettings.of(settings),
        LineSettings.of(settings),
        KafkaSettings.of(settings),
        QdrantSettings.of(settings),
        settings.get(IngestSettings.APPLICATION_PREFIX),
        ClaimSettings.of(settings),
        TelemetrySettings.of(settings),
        WebSettings.of(settings));
  }

  /** What is given to a service, with its port and its name among others of its kind. */
  static Settings settings(Given given, String httpPort) {
    Given listening = given.withDefaults(Map.of(WebSettings.PORT.key(), httpPort));
    String instance = host(given.environment()) + "-" + listening.get(WebSettings.PORT);
    return listening.withDefaults(Map.of(IngestSettings.INSTANCE_ID.key(), instance)).settings();
  }

  /** This machine's or pod's name, of the letters that Kafka takes for an instance. */
  private static String host(Map<String, String> environment) {
    String named = environment.getOrDefault("HOSTNAME", "");
    try {
      String host = named.isEmpty() ? InetAddress.getLocalHost().getHostName() : named;
      return host.replaceAll("[^A-Za-z0-9._-]", "-");
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  /**
   * What answers for a diagnosis of a service.
   *
   * @param settings all that took effect in it
   * @param masks hides the secrets among them
   * @param generation the name of the one it works on; empty while it is not known
   */
  Diagnosis diagnosis(
      String service,
      List<Settings.Effective> settings,
      Masks masks,
      Supplier<String> generation,
      Telemetry telemetry) {
    return new Diagnosis(
        new Subject(
            service,
            settings,
            masks.with(kafka.secrets()),
            this.service.data(),
            line.sources(),
            line.topics(),
            groups,
            kafka::clients,
            generation,
            telemetry),
        InstantSource.system());
  }

  /** What a generation's topics and groups are called. */
  GenerationNames names(String generation) {
    return GenerationNames.of(generation, !service.beside(), line.topics(), groups);
  }
}

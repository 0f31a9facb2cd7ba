package dev.freshet.standalone.commands;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.SettingsReference;
import dev.freshet.standalone.process.Given;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What both services take. */
final class ServiceOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT[,…]",
      description = "Brokers to begin with (kafka.bootstrap). Default: localhost:9092.")
  private String kafka;

  @Option(
      names = "--qdrant",
      paramLabel = "HOST:PORT",
      description = "Qdrant's gRPC interface (qdrant.address). Default: localhost:6334.")
  private String qdrant;

  @Option(
      names = "--source",
      paramLabel = "TOPIC[:live|bulk]",
      description = "A topic to read; may be given again. Default: documents:live.")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of what could be made anew; one process at a time. Default: ./data.")
  private String data;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "HTTP (http.port). Default: 8080, of the ingest service 8081.")
  private String httpPort;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting; may be given again.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, a properties file.")
  private Path config;

  @Option(names = "--settings", description = "Print all settings, and end.")
  private boolean settings;

  /**
   * What was given.
   *
   * @param key of one more setting, which the service's own option gives
   * @param value null: it was not given
   */
  Given given(String key, String value) {
    Flags flags =
        new Flags()
            .putAll(set)
            .put("kafka.bootstrap", kafka)
            .put("qdrant.address", qdrant)
            .put("sources", sources.isEmpty() ? null : String.join(",", sources))
            .put("data", data)
            .put("http.port", httpPort)
            .put(key, value);
    return new Given(flags.given(), System.getenv(), SettingsFile.read(config, spec.commandLine()));
  }

  /** Prints the settings where that was asked for; false where not. */
  boolean printed(Map<String, List<Setting<?>>> rooms) {
    if (settings) {
      PrintWriter out = spec.commandLine().getOut();
      rooms.forEach(
          (room, all) -> out.println("## " + room + "\n\n" + SettingsReference.markdown(all)));
      out.flush();
    }
    return settings;
  }
}

package dev.freshet.standalone.commands;

import dev.freshet.standalone.up.Configuration;
import dev.freshet.standalone.up.Up;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet up}. */
@Command(
    name = "up",
    description = {
      "Runs everything in one process: a Kafka broker, the jobs, the store, the query service and",
      "the page. Ctrl-C ends it; the data stays."
    },
    footer = {
      "%nExamples:",
      "  ./freshet up",
      "  ./freshet up --data /srv/freshet --http-port 8081 --kafka-port 9093",
      "  ./freshet up --source documents --source archive:bulk",
      "%nEach setting can also stand in the --config file or in the environment as FRESHET_NAME."
    })
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin HelpOption help;

  @Option(names = "--data", paramLabel = "DIR", description = "Data folder. Default: ./data.")
  private String data;

  @Option(names = "--http-port", paramLabel = "PORT", description = "Page and API. Default: 8080.")
  private String httpPort;

  @Option(names = "--kafka-port", paramLabel = "PORT", description = "Kafka. Default: 9092.")
  private String kafkaPort;

  @Option(
      names = "--source",
      paramLabel = "TOPIC[:live|bulk]",
      description = "A topic to read; may be given again. Default: documents:live.")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--store",
      paramLabel = "lucene|qdrant",
      description = "Where passages are kept. Default: lucene, in the data folder.")
  private String store;

  @Option(
      names = "--qdrant",
      paramLabel = "HOST:PORT",
      description = "A Qdrant's gRPC interface; means --store qdrant. Default: localhost:6334.")
  private String qdrant;

  @Option(
      names = "--api-keys",
      paramLabel = "FILE",
      description = "Who may do what. Without it: everybody, from this machine only.")
  private String apiKeys;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, a properties file.")
  private Path config;

  private static final String QDRANT = "qdrant";

  @Override
  public Integer call() throws InterruptedException {
    if (qdrant != null && store != null && !store.equals(QDRANT)) {
      throw new ParameterException(
          spec.commandLine(), "--qdrant: the store is " + store + ", leave one of the two out");
    }
    var configuration =
        Configuration.of(flags(), System.getenv(), SettingsFile.read(config, spec.commandLine()));
    new Up(configuration, spec.commandLine().getOut()).run();
    return ExitCode.OK;
  }

  private Map<String, String> flags() {
    return new Flags()
        .put("data", data)
        .put("http.port", httpPort)
        .put("kafka.port", kafkaPort)
        .put("sources", sources.isEmpty() ? null : String.join(",", sources))
        .put("store", qdrant == null ? store : QDRANT)
        .put("qdrant.address", qdrant)
        .put("api-keys", apiKeys)
        .given();
  }
}

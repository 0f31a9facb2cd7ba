package dev.freshet.standalone.commands;

import dev.freshet.standalone.apart.QueryConfiguration;
import dev.freshet.standalone.apart.QueryProcess;
import dev.freshet.standalone.apart.Runner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freshet query-service}. */
@Command(
    name = "query-service",
    description = {
      "Answers queries from a Qdrant that ingest services fill, as fresh as Kafka tells. As many as",
      "are asked for: they agree, for each reads as of what was told."
    },
    footer = {
      "%nExamples:",
      "  ./freshet query-service --kafka broker:9092 --qdrant qdrant:6334",
      "  ./freshet query-service --api-keys keys.yaml --set http.host=0.0.0.0",
      "  ./freshet query-service --settings",
      "%nEach setting can also stand in the --config file or in the environment as FRESHET_NAME."
    })
final class QueryServiceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServiceOptions options;
  @Mixin HelpOption help;

  @Option(
      names = "--api-keys",
      paramLabel = "FILE",
      description = "Who may do what. Without it: everybody, from this machine only.")
  private String apiKeys;

  @Override
  public Integer call() throws InterruptedException {
    if (!options.printed(QueryConfiguration.rooms())) {
      var its = QueryConfiguration.of(options.given("api-keys", apiKeys));
      new Runner(new QueryProcess(its), spec.commandLine().getOut()).run();
    }
    return ExitCode.OK;
  }
}

package dev.freshet.standalone.commands;

import dev.freshet.standalone.apart.IngestConfiguration;
import dev.freshet.standalone.apart.IngestProcess;
import dev.freshet.standalone.apart.Runner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freshet ingest-service}. */
@Command(
    name = "ingest-service",
    description = {
      "Runs the jobs of the line of flow, all or some, against a Kafka cluster and a Qdrant. As many",
      "as there is work: they share it. SIGTERM drains within ten seconds."
    },
    footer = {
      "%nExamples:",
      "  ./freshet ingest-service --kafka broker:9092 --qdrant qdrant:6334",
      "  ./freshet ingest-service --jobs parse --set parse.children=4",
      "  ./freshet ingest-service --settings",
      "%nEach setting can also stand in the --config file or in the environment as FRESHET_NAME."
    })
final class IngestServiceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServiceOptions options;
  @Mixin HelpOption help;

  @Option(
      names = "--jobs",
      paramLabel = "parse,embed,index",
      description = "The steps this process does (flow.jobs). Default: all three.")
  private String jobs;

  @Override
  public Integer call() throws InterruptedException {
    if (!options.printed(IngestConfiguration.rooms())) {
      var its = IngestConfiguration.of(options.given("flow.jobs", jobs));
      new Runner(new IngestProcess(its), spec.commandLine().getOut()).run();
    }
    return ExitCode.OK;
  }
}

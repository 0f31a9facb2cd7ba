package dev.freshet.standalone.commands;

import dev.freshet.standalone.apart.IngestConfiguration;
import dev.freshet.standalone.apart.StoreRebuild;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code freshet rebuild-store}. */
@Command(
    name = "rebuild-store",
    description = {
      "Makes a lost or damaged Qdrant collection anew from what is embedded on Kafka: nothing is",
      "parsed or embedded again. Stop the services that index and that answer first."
    },
    footer = {
      "%nExamples:",
      "  ./freshet rebuild-store --kafka broker:9092 --qdrant qdrant:6334",
      "%nTakes the settings of ingest-service."
    })
final class RebuildCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServiceOptions options;
  @Mixin HelpOption help;

  @Override
  public Integer call() throws InterruptedException {
    if (!options.printed(IngestConfiguration.rooms())) {
      var its = IngestConfiguration.of(options.given("flow.jobs", "index"));
      var out = spec.commandLine().getOut();
      boolean bar = Terminal.standard().interactive();
      var progress = new Progress(spec.commandLine().getErr(), bar, InstantSource.system());
      new StoreRebuild(its, out).run((done, all) -> progress.show("applied", done, all));
      progress.clear();
    }
    return ExitCode.OK;
  }
}

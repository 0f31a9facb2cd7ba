package dev.freshet.standalone.commands;

import dev.freshet.standalone.up.Configuration;
import dev.freshet.standalone.up.Up;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A short real run, so that the start-up cache holds the classes that matter. */
@Command(
    name = "warm-up",
    hidden = true,
    description = "Starts on a fresh folder, publishes and finds a document, and ends.")
final class WarmUpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "A fresh folder.")
  private Path data;

  @Override
  public Integer call() throws InterruptedException {
    var configuration =
        Configuration.of(FreePorts.flags(data), java.util.Map.of(), java.util.Map.of());
    var out = spec.commandLine().getOut();
    new Up(configuration, out).runFor(address -> Rehearsal.at(address, data, out));
    return ExitCode.OK;
  }
}

package dev.freshet.standalone.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet dataset}: what a model can be trained on. */
@Command(
    name = "dataset",
    description = "Makes datasets for training from documents, queries and feedback.",
    subcommands = BuildDatasetCommand.class,
    footer = {
      "%nExamples:",
      "  ./freshet dataset build",
      "  ./freshet dataset build --out acme --tenant acme --principals group:legal --format chat"
    })
final class DatasetCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin HelpOption help;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give build");
  }
}

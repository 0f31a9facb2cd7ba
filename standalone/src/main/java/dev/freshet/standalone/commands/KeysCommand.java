package dev.freshet.standalone.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet keys}: the keys by which a service tells its callers. */
@Command(
    name = "keys",
    description = "Makes keys for the key file of a service (--api-keys FILE).",
    subcommands = NewKeyCommand.class,
    footer = {
      "%nExamples:",
      "  ./freshet keys new --name feeder --scope publish",
      "  ./freshet keys new --name page --tenant acme --principal group:legal --scope read"
    })
final class KeysCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin HelpOption help;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give new");
  }
}

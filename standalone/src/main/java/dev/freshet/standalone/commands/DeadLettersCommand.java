package dev.freshet.standalone.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet dead-letters}: what could not be read, and what to do with it. */
@Command(
    name = "dead-letters",
    description = {
      "Lists, shows, replays and drops dead letters: documents that could not be read.",
      "Needs a key with the scope admin where the service asks for keys."
    },
    subcommands = {
      ListLettersCommand.class,
      ShowLetterCommand.class,
      ReplayLettersCommand.class,
      DropLettersCommand.class
    },
    footer = {
      "%nExamples:",
      "  ./freshet dead-letters list",
      "  ./freshet dead-letters show freshet.dead-letters-0@17",
      "  ./freshet dead-letters replay --reason timeout"
    })
final class DeadLettersCommand implements Runnable {
  /** Where the service has them. */
  static final String PATH = "/v1/dead-letters";

  @Spec private CommandSpec spec;
  @Mixin HelpOption help;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give one of list, show, replay and drop");
  }
}

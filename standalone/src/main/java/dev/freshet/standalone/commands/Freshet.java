package dev.freshet.standalone.commands;

import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.query.access.InvalidKeys;
import dev.freshet.query.reevaluation.InvalidQuestions;
import dev.freshet.query.web.InvalidCertificate;
import dev.freshet.standalone.broker.BrokerRefused;
import dev.freshet.standalone.client.Problem;
import dev.freshet.standalone.client.Unreachable;
import dev.freshet.standalone.process.StartRefused;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: its commands, and what its exit codes mean. */
@Command(
    name = "freshet",
    description = "Keeps a knowledge base fresh: publish to Kafka, retrievable in a moment.",
    subcommands = {
      UpCommand.class,
      IngestServiceCommand.class,
      QueryServiceCommand.class,
      RebuildCommand.class,
      PublishCommand.class,
      SearchCommand.class,
      AnswerCommand.class,
      WatchCommand.class,
      StatusCommand.class,
      DiagnoseCommand.class,
      TraceCommand.class,
      VerifyCommand.class,
      DeadLettersCommand.class,
      ReindexCommand.class,
      DatasetCommand.class,
      KeysCommand.class,
      WarmUpCommand.class
    },
    footer = {
      "%nExamples:",
      "  ./freshet up",
      "  ./freshet publish ~/documents",
      "  ./freshet search how long is the notice period",
      "  ./freshet answer how long is the notice period",
      "  source <(./freshet completion)"
    })
public final class Freshet implements Runnable {
  private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();

  static {
    EXIT_CODES.put("0", "all went well");
    EXIT_CODES.put("1", "some of it did not, or the service failed at it");
    EXIT_CODES.put("2", "asked wrongly, or Freshet cannot start here");
    EXIT_CODES.put("3", "the service does not answer");
  }

  @Spec private CommandSpec spec;
  @Mixin HelpOption help;

  private Freshet() {}

  /**
   * Runs one command.
   *
   * @return its exit code, one of {@link ExitCode}
   */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** All of it, for tests and for printing the reference. */
  static CommandLine commandLine() {
    var line = new CommandLine(new Freshet());
    line.addSubcommand("completion", new GenerateCompletion());
    line.getSubcommands()
        .get("completion")
        .getCommandSpec()
        .usageMessage()
        .description("Print a completion script for bash and zsh.");
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler(
        (thrown, command, _) -> {
          command.getErr().println("freshet: " + Terminal.harmless(message(thrown)));
          return exitCode(thrown);
        });
    line.setParameterExceptionHandler(Freshet::usage);
    line.getSubcommands().values().forEach(Freshet::describeExitCodes);
    return line;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int usage(ParameterException e, String... arguments) {
    CommandLine command = e.getCommandLine();
    command
        .getErr()
        .println(
            "freshet: "
                + e.getMessage()
                + " (see ./"
                + command.getCommandSpec().qualifiedName()
                + " --help)");
    return ExitCode.USAGE;
  }

  private static void describeExitCodes(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(EXIT_CODES);
    command.getSubcommands().values().forEach(Freshet::describeExitCodes);
  }

  private static String message(Exception thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }

  private static int exitCode(Exception thrown) {
    return switch (thrown) {
      case Unreachable _ -> ExitCode.UNREACHABLE;
      case Problem problem -> problem.status() < 500 ? ExitCode.USAGE : ExitCode.FAILED;
      case StartRefused _,
          BrokerRefused _,
          InvalidSettings _,
          InvalidKeys _,
          InvalidQuestions _,
          InvalidCertificate _ ->
          ExitCode.USAGE;
      default -> ExitCode.FAILED;
    };
  }
}

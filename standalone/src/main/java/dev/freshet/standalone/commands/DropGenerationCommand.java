package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.standalone.client.FreshetClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet reindex drop}. */
@Command(
    name = "drop",
    description = "Removes a generation that does not serve: its index, topics and catalogue.")
final class DropGenerationCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Parameters(paramLabel = "NAME", description = "As the list tells it.")
  private String name;

  @Override
  public Integer call() {
    try (FreshetClient client = connection.open()) {
      JsonNode told = client.delete(ReindexCommand.PATH + "/" + FreshetClient.encoded(name));
      if (connection.json()) {
        connection.print(told);
      } else {
        spec.commandLine().getOut().println("generation " + Terminal.harmless(name) + " is gone");
      }
    }
    return ExitCode.OK;
  }
}

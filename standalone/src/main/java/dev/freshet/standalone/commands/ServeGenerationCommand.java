package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.standalone.client.FreshetClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet reindex serve}. */
@Command(
    name = "serve",
    description = "Has a generation serve that is ready, and goes back to one in the same way.")
final class ServeGenerationCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Parameters(paramLabel = "NAME", description = "As the list tells it.")
  private String name;

  @Override
  public Integer call() {
    try (FreshetClient client = connection.open()) {
      JsonNode told =
          client.post(
              ReindexCommand.PATH + "/" + FreshetClient.encoded(name) + "/serve",
              JsonNodeFactory.instance.objectNode());
      if (connection.json()) {
        connection.print(told);
      } else {
        spec.commandLine().getOut().println("generation " + Terminal.harmless(name) + " serves");
      }
    }
    return ExitCode.OK;
  }
}

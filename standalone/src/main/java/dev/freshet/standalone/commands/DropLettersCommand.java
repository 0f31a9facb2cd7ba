package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.standalone.client.FreshetClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet dead-letters drop POSITION…}. */
@Command(
    name = "drop",
    description = {
      "Drops letters: they are listed no more and cannot be replayed.",
      "Kafka removes their bytes when their time is over."
    },
    footer = {
      "%nExamples:",
      "  ./freshet dead-letters drop freshet.dead-letters-0@17",
      "  ./freshet dead-letters list --reason bad-id --json | jq -r '.letters[].position' \\",
      "    | xargs ./freshet dead-letters drop"
    })
final class DropLettersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Parameters(arity = "1..*", paramLabel = "POSITION", description = "As the list tells them.")
  private List<String> positions;

  @Override
  public Integer call() {
    ArrayNode dropped = JsonNodeFactory.instance.arrayNode();
    try (var client = connection.open()) {
      for (String position : positions) {
        client.delete(DeadLettersCommand.PATH + "/" + FreshetClient.encoded(position));
        dropped.add(position);
        if (!connection.json()) {
          spec.commandLine().getOut().println("dropped " + Terminal.harmless(position));
        }
      }
    }
    if (connection.json()) {
      connection.print(JsonNodeFactory.instance.objectNode().set("dropped", dropped));
    }
    return ExitCode.OK;
  }
}

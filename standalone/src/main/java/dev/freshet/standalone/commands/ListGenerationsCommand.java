package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.standalone.client.FreshetClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code freshet reindex list}. */
@Command(name = "list", description = "Lists the generations there are, and how far each is.")
final class ListGenerationsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Override
  public Integer call() {
    try (FreshetClient client = connection.open()) {
      JsonNode all = client.get(ReindexCommand.PATH);
      if (connection.json()) {
        connection.print(all);
      } else {
        var out = spec.commandLine().getOut();
        GenerationText.list(all.path("generations"))
            .forEach(line -> out.println(Terminal.harmless(line)));
      }
    }
    return ExitCode.OK;
  }
}

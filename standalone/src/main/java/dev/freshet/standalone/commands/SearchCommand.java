package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freshet search QUERY}. */
@Command(
    name = "search",
    description = "Searches, and prints the passages found.",
    footer = {
      "%nExamples:",
      "  ./freshet search how long is the notice period",
      "  ./freshet search --mode sparse --limit 3 'error E-4711'",
      "  ./freshet search --filter '{\"field\":\"meta.team\",\"eq\":\"legal\"}' notice period",
      "  ./freshet search --json notice period | jq '.results[].document.id'"
    })
final class SearchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private QueryOptions query;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many passages, 1 to 200. Default: 10.")
  private int limit;

  @Override
  public Integer call() {
    ObjectNode request = query.body().put("limit", limit);
    JsonNode found;
    try (var client = connection.open()) {
      found = client.post("/v1/search", request);
    }
    if (connection.json()) {
      connection.print(found);
    } else {
      new SearchResults(spec.commandLine().getOut(), Terminal.standard()).print(found);
    }
    return ExitCode.OK;
  }
}

package dev.freshet.standalone.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Parameters(arity = "1..*", paramLabel = "QUERY", description = "What to look for, in words.")
  private List<String> query;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "hybrid",
      description = "hybrid, dense (meaning) or sparse (words). Default: hybrid.")
  private String mode;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many passages, 1 to 200. Default: 10.")
  private int limit;

  @Option(names = "--filter", paramLabel = "JSON", description = "A filter tree.")
  private String filter;

  @Option(
      names = "--source",
      paramLabel = "TOPIC",
      description = "Only documents of this source topic; may be given again.")
  private List<String> sources = List.of();

  @Override
  public Integer call() {
    ObjectNode request = JSON.createObjectNode();
    request.put("query", String.join(" ", query)).put("limit", limit).put("mode", mode);
    if (filter != null) {
      request.set("filter", filterTree());
    }
    if (!sources.isEmpty()) {
      sources.forEach(request.putArray("sources")::add);
    }
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

  private JsonNode filterTree() {
    try {
      return JSON.readTree(filter);
    } catch (JsonProcessingException e) {
      throw new ParameterException(
          spec.commandLine(), "--filter is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}

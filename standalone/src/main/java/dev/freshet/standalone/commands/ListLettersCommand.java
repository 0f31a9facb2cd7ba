package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.client.FreshetClient;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet dead-letters list}. */
@Command(
    name = "list",
    description = "Lists the letters that are neither replayed nor dropped, the newest first.",
    footer = {
      "%nExamples:",
      "  ./freshet dead-letters list",
      "  ./freshet dead-letters list --reason corrupt --since 2026-07-01T00:00:00Z",
      "  ./freshet dead-letters list --limit 1000 --json | jq -r '.letters[].position'"
    })
final class ListLettersCommand implements Callable<Integer> {
  private static final int MOST = 100_000;
  private static final int PAGE = 200;

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private LetterFilterOptions filter;
  @Mixin HelpOption help;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many letters, 1 to 100000. Default: 20.")
  private int limit;

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--limit " + limit + ": give a whole number from 1 to " + MOST);
    }
    ObjectNode found;
    try (var client = connection.open()) {
      found = letters(client);
    }
    if (connection.json()) {
      connection.print(found);
    } else {
      var text =
          new LetterText(spec.commandLine().getOut(), Terminal.standard(), InstantSource.system());
      text.list(found.path("letters"), found.path("next").isTextual());
    }
    return ExitCode.OK;
  }

  /** As many as wanted, page by page. */
  private ObjectNode letters(FreshetClient client) {
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    ArrayNode letters = found.putArray("letters");
    JsonNode page;
    String cursor = "";
    do {
      page = client.get(path(Math.min(PAGE, limit - letters.size()), cursor));
      page.path("letters").forEach(letters::add);
      cursor = page.path("next").asText("");
    } while (page.path("next").isTextual() && letters.size() < limit);
    found.set("next", page.path("next"));
    return found;
  }

  private String path(int size, String cursor) {
    var path = new StringBuilder(DeadLettersCommand.PATH).append("?limit=").append(size);
    filter
        .given()
        .forEach(
            (name, value) ->
                path.append('&').append(name).append('=').append(FreshetClient.encoded(value)));
    return cursor.isEmpty()
        ? path.toString()
        : path.append("&cursor=").append(FreshetClient.encoded(cursor)).toString();
  }
}

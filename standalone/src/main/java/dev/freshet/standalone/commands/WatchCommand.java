package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.client.EventStream;
import dev.freshet.standalone.client.FreshetClient;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freshet watch QUERY}. */
@Command(
    name = "watch",
    description = "Prints passages that meet a query as soon as they are retrievable.",
    footer = {
      "%nExamples:",
      "  ./freshet watch data breach",
      "  ./freshet watch --mode sparse --min-score 1 'error E-4711'",
      "  ./freshet watch --json data breach | jq -r 'select(.event==\"match\").data.document.id'"
    })
final class WatchCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private QueryOptions query;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Option(
      names = "--min-score",
      paramLabel = "SCORE",
      description = "From which score on, 0 to 1. Default: hybrid 0.6, dense 0.7, sparse 1.")
  private String minScore;

  @Option(
      names = "--after",
      paramLabel = "ID",
      description = "Go on after this event: the last id that was printed.")
  private String after;

  @Override
  public Integer call() {
    try (var client = connection.open();
        EventStream events = client.events(path(), Optional.ofNullable(after))) {
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        print(event.get());
        spec.commandLine().getOut().flush();
      }
    }
    spec.commandLine().getErr().println("freshet: the service ended the watch");
    return ExitCode.FAILED;
  }

  private String path() {
    String path = "/v1/watch?" + query.parameters();
    return minScore == null ? path : path + "&minScore=" + FreshetClient.encoded(minScore);
  }

  private void print(EventStream.Event event) {
    PrintWriter out = spec.commandLine().getOut();
    if (connection.json()) {
      ObjectNode line = JSON.createObjectNode();
      line.put("event", event.name());
      event.id().ifPresent(id -> line.put("id", id));
      line.set("data", event.data());
      out.println(line);
      return;
    }
    out.println(Terminal.harmless(text(event)));
  }

  private static String text(EventStream.Event event) {
    JsonNode data = event.data();
    String document = data.at("/document/id").asText();
    return switch (event.name()) {
      case "watching" -> "watching for " + data.path("query").asText();
      case "match", "update" ->
          event.name()
              + " "
              + document
              + String.format(java.util.Locale.ROOT, " %.2f", data.path("score").asDouble())
              + "\n  "
              + data.at("/passage/text").asText().strip().replace("\n", "\n  ");
      case "retract" ->
          "retract "
              + document
              + ": "
              + data.path("passages").size()
              + " passages "
              + data.path("reason").asText();
      default -> event.name() + ": " + data.path("detail").asText();
    };
  }
}

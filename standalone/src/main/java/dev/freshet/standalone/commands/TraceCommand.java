package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.standalone.client.FreshetClient;
import dev.freshet.standalone.client.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet trace ID}. */
@Command(
    name = "trace",
    description = {
      "Tells where a document is: its versions, the time each stage took, and why it waits.",
    },
    footer = {
      "%nExamples:",
      "  ./freshet trace handbook.pdf",
      "  ./freshet trace --token documents-0@41 handbook.pdf",
      "  ./freshet trace --follow handbook.pdf",
      "%nEnds with 1 where the newest version is dead."
    })
final class TraceCommand implements Callable<Integer> {
  private static final long EVERY_MILLIS = 1_000;
  private static final Set<String> UNDER_WAY = Set.of("in-flight", "deferred");

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Parameters(paramLabel = "ID", description = "The document's id.")
  private String id;

  @Option(
      names = "--source",
      paramLabel = "TOPIC",
      description = "Its source topic. Default: the one with the newest version.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "A version, as publishing answered it: found also in a long line.")
  private Optional<String> token = Optional.empty();

  @Option(
      names = "--follow",
      description = "Look again every second, and tell what changed, until nothing is under way.")
  private boolean follow;

  @Override
  public Integer call() throws InterruptedException {
    TraceText text = new TraceText(spec.commandLine().getOut(), Terminal.standard());
    String shown = "";
    try (var client = connection.open()) {
      while (true) {
        Optional<JsonNode> journey = journey(client);
        String now = journey.map(TraceCommand::changing).orElse("");
        if (journey.isPresent() && !now.equals(shown)) {
          print(journey.get(), text);
        }
        shown = now;
        if (!follow || journey.filter(TraceCommand::over).isPresent()) {
          return journey.map(TraceCommand::exitCode).orElse(ExitCode.FAILED);
        }
        Thread.sleep(EVERY_MILLIS);
      }
    }
  }

  /** Empty while following and there is nothing yet: it may come. */
  private Optional<JsonNode> journey(FreshetClient client) {
    List<String> query = new ArrayList<>();
    source.ifPresent(given -> query.add("source=" + FreshetClient.encoded(given)));
    token.ifPresent(given -> query.add("token=" + FreshetClient.encoded(given)));
    String path = "/v1/documents/" + FreshetClient.encoded(id) + "/journey";
    try {
      return Optional.of(client.get(query.isEmpty() ? path : path + "?" + String.join("&", query)));
    } catch (Problem e) {
      if (follow && e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void print(JsonNode journey, TraceText text) {
    if (connection.json()) {
      connection.print(journey);
      spec.commandLine().getOut().flush();
    } else {
      text.print(journey);
    }
  }

  /** What is worth telling again: where each version is, and behind how many. */
  private static String changing(JsonNode journey) {
    StringBuilder text = new StringBuilder();
    for (JsonNode version : journey.path("versions")) {
      for (String field : new String[] {"version", "state", "stands", "why", "stage", "ahead"}) {
        text.append(version.path(field).asText()).append(' ');
      }
    }
    return text.toString();
  }

  private static boolean over(JsonNode journey) {
    for (JsonNode version : journey.path("versions")) {
      if (UNDER_WAY.contains(version.path("state").asText()) && !version.path("why").isNull()) {
        return false;
      }
    }
    return true;
  }

  private static int exitCode(JsonNode journey) {
    return journey.at("/versions/0/state").asText().equals("dead") ? ExitCode.FAILED : ExitCode.OK;
  }
}

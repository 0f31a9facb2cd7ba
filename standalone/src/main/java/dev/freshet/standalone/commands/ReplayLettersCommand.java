package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.client.FreshetClient;
import dev.freshet.standalone.client.Problem;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet dead-letters replay}. */
@Command(
    name = "replay",
    description = {
      "Puts letters back into the flow, by the slow lane: one, those that fit, or all.",
      "A document keeps the version it had, so one that is older than what stands changes nothing."
    },
    footer = {
      "%nExamples:",
      "  ./freshet dead-letters replay freshet.dead-letters-0@17",
      "  ./freshet dead-letters replay --reason timeout --since 2026-07-01T00:00:00Z",
      "  ./freshet dead-letters replay --all",
      "%nEnds with 1 where some letter could not be put back as it is."
    })
final class ReplayLettersCommand implements Callable<Integer> {
  private static final int TRIES = 6;
  private static final long FIRST_PAUSE_MILLIS = 250;

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private LetterFilterOptions filter;
  @Mixin HelpOption help;

  @Parameters(arity = "0..1", paramLabel = "POSITION", description = "As the list tells it.")
  private Optional<String> position = Optional.empty();

  @Option(names = "--all", description = "All letters.")
  private boolean all;

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode request = request();
    boolean bar = Terminal.standard().interactive() && !connection.json();
    var progress = new Progress(spec.commandLine().getErr(), bar, InstantSource.system());
    ObjectNode told = JsonNodeFactory.instance.objectNode().put("replayed", 0);
    ArrayNode not = told.putArray("notReplayed");
    try (var client = connection.open()) {
      long looked = 0;
      JsonNode answer;
      do {
        answer = post(client, request);
        told.put("replayed", told.path("replayed").asLong() + answer.path("replayed").asLong());
        answer.path("notReplayed").forEach(not::add);
        looked += answer.path("looked").asLong();
        progress.show("looked at", clipped(looked), clipped(looked + answer.path("left").asLong()));
        request.set("cursor", answer.path("next"));
      } while (answer.path("next").isTextual());
    } finally {
      progress.clear();
    }
    if (connection.json()) {
      connection.print(told);
    } else {
      print(told, spec.commandLine().getOut());
    }
    return not.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static int clipped(long number) {
    return (int) Math.min(Integer.MAX_VALUE, number);
  }

  private ObjectNode request() {
    Map<String, String> fields = filter.given();
    long ways = Stream.of(position.isPresent(), !fields.isEmpty(), all).filter(is -> is).count();
    if (ways != 1) {
      throw new ParameterException(
          spec.commandLine(), "give a POSITION, or options such as --reason, or --all");
    }
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    if (position.isPresent()) {
      request.put("position", position.get());
    } else if (all) {
      request.put("all", true);
    } else {
      fields.forEach(request.putObject("filter")::put);
    }
    return request;
  }

  /** Asks again where the service is busy: what is replayed is settled, and is not done twice. */
  private static JsonNode post(FreshetClient client, ObjectNode request)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return client.post(DeadLettersCommand.PATH + "/replay", request);
      } catch (Problem e) {
        if (e.status() != 503 || attempt == TRIES) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << attempt);
    }
  }

  private static void print(JsonNode told, PrintWriter out) {
    for (JsonNode letter : told.path("notReplayed")) {
      out.println(
          Terminal.harmless(
              "not replayed: "
                  + letter.path("position").asText()
                  + " ("
                  + letter.path("id").asText("no id")
                  + "): "
                  + letter.path("obstacle").asText()));
    }
    long replayed = told.path("replayed").asLong();
    int not = told.path("notReplayed").size();
    out.println(
        replayed
            + (replayed == 1 ? " letter replayed" : " letters replayed")
            + (not == 0 ? "" : ", " + not + " not"));
    out.flush();
  }
}

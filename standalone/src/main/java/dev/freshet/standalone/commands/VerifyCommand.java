package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.client.EventStream;
import dev.freshet.standalone.client.Problem;
import dev.freshet.standalone.client.Unreachable;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freshet verify}. */
@Command(
    name = "verify",
    description = {
      "Holds topics, catalogue and store against each other, and tells what differs.",
      "What is merely under way is no difference: whatever differs is looked at again."
    },
    footer = {
      "%nExamples:",
      "  ./freshet verify",
      "  ./freshet verify --repair",
      "  ./freshet verify --source documents --json | jq .counts",
      "%nEnds with 1 where something differs and is not mended, or the round did not come to its"
          + " end."
    })
final class VerifyCommand implements Callable<Integer> {
  private static final String PATH = "/v1/verify";

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Option(
      names = "--source",
      paramLabel = "TOPIC",
      description = "Only documents of this source topic. Default: all.")
  private String source;

  @Option(
      names = "--repair",
      description =
          "Send what differs through the slow lane again, and look whether that mends it.")
  private boolean repair;

  @Override
  public Integer call() {
    JsonNode report = report();
    if (connection.json()) {
      connection.print(report);
    } else {
      print(report, spec.commandLine().getOut());
    }
    return report.path("whole").asBoolean() && open(report) == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private JsonNode report() {
    boolean bar = Terminal.standard().interactive() && !connection.json();
    var progress = new Progress(spec.commandLine().getErr(), bar, InstantSource.system());
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("repair", repair);
    if (source != null) {
      request.put("source", source);
    }
    try (var client = connection.open();
        EventStream events = client.events(PATH, request)) {
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        JsonNode data = event.get().data();
        switch (event.get().name()) {
          case "progress" ->
              progress.show(
                  data.path("step").asText(),
                  clipped(data.path("done").asLong()),
                  clipped(Math.max(data.path("done").asLong(), data.path("of").asLong())));
          case "done" -> {
            return data;
          }
          case "failed" ->
              throw new Problem(data.path("status").asInt(), data.path("detail").asText());
          default -> {
            // Findings stand in the report too.
          }
        }
      }
    } finally {
      progress.clear();
    }
    throw new Unreachable("the service ended the round", null);
  }

  private static int clipped(long number) {
    return (int) Math.min(Integer.MAX_VALUE, number);
  }

  private static long open(JsonNode report) {
    return report.path("counts").valueStream().mapToLong(JsonNode::asLong).sum()
        + report.path("more").asLong();
  }

  private static void print(JsonNode report, PrintWriter out) {
    for (JsonNode finding : report.path("findings")) {
      out.println(Terminal.harmless(text(finding)));
    }
    JsonNode looked = report.path("looked");
    out.printf(
        "looked at %s embedded, %s parsed and %s published records, %s events and %s documents of"
            + " the store%n",
        looked.path("embedded").asText(),
        looked.path("parsed").asText(),
        looked.path("source").asText(),
        looked.path("events").asText(),
        looked.path("store").asText());
    int found = report.path("findings").size();
    long open = open(report);
    out.println(
        found == 0 && open == 0
            ? "nothing differs"
            : found + " differ" + (found == 1 ? "s" : "") + ", " + open + " not mended");
    if (!report.path("whole").asBoolean()) {
      out.println(Terminal.harmless("not all was looked at: " + report.path("trouble").asText()));
    }
    out.flush();
  }

  private static String text(JsonNode finding) {
    JsonNode mended = finding.path("mended");
    String end =
        mended.isNull()
            ? ""
            : mended.asBoolean()
                ? " (mended)"
                : " (not mended: " + finding.path("obstacle").asText() + ")";
    return "%-9s %s/%s: %s%s"
        .formatted(
            finding.path("kind").asText(),
            finding.path("source").asText(),
            finding.path("id").asText(),
            finding.path("detail").asText(),
            end);
  }
}

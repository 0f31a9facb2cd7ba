package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code freshet status}. */
@Command(
    name = "status",
    description = "Tells how fresh the service is, what waits, and whether all is well.",
    footer = {
      "%nExamples:",
      "  ./freshet status",
      "  ./freshet status --json | jq .freshness.partitions",
      "%nEnds with 1 where a check is down."
    })
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Override
  public Integer call() {
    ObjectNode status = new ObjectMapper().createObjectNode();
    try (var client = connection.open()) {
      status.set("health", client.getWhatever("/health/ready"));
      status.set("freshness", client.get("/v1/freshness"));
      status.set("flow", client.get("/v1/flow"));
      status.set("documents", client.get("/v1/documents?limit=1").path("counts"));
    }
    if (connection.json()) {
      connection.print(status);
    } else {
      print(status, spec.commandLine().getOut());
    }
    return status.path("health").path("status").asText().equals("up")
        ? ExitCode.OK
        : ExitCode.FAILED;
  }

  private static void print(JsonNode status, PrintWriter out) {
    health(status.path("health"), out);
    JsonNode flow = status.path("flow");
    out.printf(
        "documents  %s; %s passages%n",
        counts(status.path("documents")), flow.path("passages").asText("0"));
    partitions(status.path("freshness"), out);
    for (JsonNode stage : flow.path("stages")) {
      out.printf(
          "%-10s %s waiting; work %s ms median, %s ms p95%n",
          stage.path("stage").asText(),
          stage.path("waiting").asText("0"),
          number(stage.path("medianMs")),
          number(stage.path("p95Ms")));
    }
    if (flow.path("freshness").isObject()) {
      out.printf(
          "fresh      in %s ms median, %s ms p95, publish to retrievable%n",
          number(flow.path("freshness").path("p50Ms")),
          number(flow.path("freshness").path("p95Ms")));
    }
    out.flush();
  }

  private static void health(JsonNode health, PrintWriter out) {
    out.printf("health     %s%n", health.path("status").asText("unknown"));
    for (JsonNode check : health.path("checks")) {
      if (!check.path("status").asText().equals("up")) {
        out.printf(
            "           %s is down: %s%n",
            check.path("name").asText(), Terminal.harmless(check.path("detail").asText()));
      }
    }
  }

  private static void partitions(JsonNode freshness, PrintWriter out) {
    for (JsonNode partition : freshness.path("partitions")) {
      out.printf(
          "source     %s-%s (%s): %s%n",
          partition.path("source").asText(),
          partition.path("partition").asText(),
          partition.path("lane").asText(),
          pending(partition));
    }
  }

  /** What has not come out yet: those that wait, and those that let others go ahead. */
  private static String pending(JsonNode partition) {
    long lag = partition.path("lagRecords").asLong();
    long late = partition.path("lateRecords").asLong();
    if (lag == 0) {
      return late == 0 ? "all retrievable" : late + " late, all others retrievable";
    }
    String waiting = lag + " waiting, " + Ages.text(partition.path("lagSeconds").asDouble());
    return late == 0 ? waiting : waiting + "; " + late + " late";
  }

  private static String counts(JsonNode counts) {
    var parts = new ArrayList<String>();
    counts
        .properties()
        .forEach(
            count -> {
              if (count.getValue().asLong() > 0) {
                parts.add(count.getValue().asLong() + " " + count.getKey());
              }
            });
    return parts.isEmpty() ? "none yet" : String.join(", ", parts);
  }

  private static String number(JsonNode node) {
    return node.isNumber() ? "%.0f".formatted(node.asDouble()) : "–";
  }
}

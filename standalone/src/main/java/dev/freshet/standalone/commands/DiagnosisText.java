package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.settings.Masks;

/** A diagnosis as people read it. */
final class DiagnosisText {
  static final String README =
      """
      What this is
      ============
      Made by ./freshet diagnose, to be attached to a report of a problem with Freshet.

      findings.txt     what looks wrong, why it matters, and what to change
      settings.txt     the settings in force, and where each came from
      versions.txt     Freshet, Java, the system, and every library
      process.txt      memory, threads, files, disk and JVM flags of the process
      health.json      what /health/ready answered
      metrics.txt      what /metrics answered
      topics.txt       Freshet's topics with partitions, replicas, configuration and offsets;
                       the jobs' groups with members and lag
      generations.json what ./freshet reindex list knows
      threads.txt      what every thread was doing, deadlocks first
      log.txt          the last of the process's log since its start
      machine.txt      the machine that the command ran on: data folder, disk, limits, ports
      log-file.txt     the end of logs/freshet.log in the data folder, also of earlier runs
      diagnosis.json   all of the above but log, threads and metrics, for programs

      A file is missing where nothing is known of it; troubles in findings.txt say why. Each is cut
      at 2 MiB.

      What is not in it
      =================
      No document and no query, no environment variable but Freshet's own settings, no secret:
      secret settings are shown as [set], and known secrets, credentials in addresses, bearer
      tokens, keys and passwords are [masked] wherever they stand. Names of hosts, topics, folders
      and tenants are in it; log lines may name ids of documents, and say what a library said. Read
      it before you give it away.
      """;

  private DiagnosisText() {}

  /** Without secrets, whatever was answered: a second look, here. */
  static JsonNode masked(JsonNode node, Masks masks) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object
            .properties()
            .forEach(one -> copy.set(masks.text(one.getKey()), masked(one.getValue(), masks)));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        array.forEach(one -> copy.add(masked(one, masks)));
        yield copy;
      }
      default ->
          node.isTextual() ? JsonNodeFactory.instance.textNode(masks.text(node.asText())) : node;
    };
  }

  /** What looks wrong, for the terminal and findings.txt. */
  static String findings(JsonNode findings, JsonNode troubles) {
    var text = new StringBuilder();
    for (JsonNode finding : findings) {
      text.append(finding.path("grade").asText().equals("wrong") ? "wrong   " : "advice  ")
          .append(finding.path("name").asText())
          .append('\n');
      line(text, "", finding.path("seen").asText());
      line(text, "why: ", finding.path("why").asText());
      line(text, "fix: ", finding.path("fix").asText());
    }
    for (JsonNode trouble : troubles) {
      text.append("not known: ").append(trouble.asText()).append('\n');
    }
    if (findings.isEmpty()) {
      text.append(troubles.isEmpty() ? "nothing looks wrong\n" : "nothing else looks wrong\n");
    }
    return text.toString();
  }

  private static void line(StringBuilder to, String before, String text) {
    if (!text.isEmpty()) {
      to.append("        ").append(before).append(text).append('\n');
    }
  }

  static String settings(JsonNode settings) {
    var text = new StringBuilder();
    for (JsonNode one : settings) {
      String source = one.path("source").asText();
      text.append(one.path("key").asText())
          .append(" = ")
          .append(one.path("value").asText())
          .append(source.equals("default") ? "" : "   (given: " + source + ")")
          .append('\n');
    }
    return text.toString();
  }

  /** Names and values, one a line. */
  static String pairs(JsonNode object) {
    var text = new StringBuilder();
    object
        .properties()
        .forEach(one -> text.append("%-28s %s%n".formatted(one.getKey(), one.getValue().asText())));
    return text.toString();
  }

  static String topics(JsonNode kafka) {
    var text = new StringBuilder();
    text.append("cluster ")
        .append(kafka.path("cluster").asText())
        .append(", brokers: ")
        .append(kafka.path("brokers").asText())
        .append("\n\nTopics\n");
    for (JsonNode topic : kafka.path("topics")) {
      text.append(
          "%n%s: %s partitions, %s replicas, %s records, newest %s%s%n"
              .formatted(
                  topic.path("name").asText(),
                  topic.path("partitions").asText(),
                  topic.path("replicas").asText(),
                  topic.path("records").asText(),
                  topic.path("newest").asText().isEmpty() ? "none" : topic.path("newest").asText(),
                  out(topic)));
      text.append("  ").append(joined(topic.path("configs"), "=")).append('\n');
      text.append("  offsets ").append(joined(topic.path("offsets"), ": ")).append('\n');
    }
    text.append("\nGroups\n");
    for (JsonNode group : kafka.path("groups")) {
      text.append(
          "%n%s: %s, %s members, %s without a partition%n"
              .formatted(
                  group.path("name").asText(),
                  group.path("state").asText(),
                  group.path("members").asText(),
                  group.path("withoutPartition").asText()));
      String lag = joined(group.path("lag"), ": ");
      text.append("  lag ").append(lag.isEmpty() ? "nothing committed" : lag).append('\n');
    }
    return text.toString();
  }

  private static String out(JsonNode topic) {
    return topic.path("leaderless").asInt() + topic.path("lackReplicas").asInt() == 0
        ? ""
        : "; %s without a leader, %s lack a replica"
            .formatted(topic.path("leaderless").asText(), topic.path("lackReplicas").asText());
  }

  private static String joined(JsonNode object, String between) {
    return object.properties().stream()
        .map(one -> one.getKey() + between + one.getValue().asText())
        .collect(java.util.stream.Collectors.joining(", "));
  }
}

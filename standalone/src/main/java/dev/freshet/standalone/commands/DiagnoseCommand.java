package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.settings.Masks;
import dev.freshet.standalone.client.Problem;
import dev.freshet.standalone.process.DataFolder;
import dev.freshet.standalone.process.Given;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freshet diagnose}. */
@Command(
    name = "diagnose",
    description = {
      "Says what looks wrong and what to change, and writes an archive to attach to a report:",
      "settings without secrets, health, metrics, topics, threads, the last of the log, versions.",
      "Of use also where Freshet does not answer or does not start."
    },
    footer = {
      "%nExamples:",
      "  ./freshet diagnose",
      "  ./freshet diagnose --url http://127.0.0.1:8081 --output ingest.zip",
      "  ./freshet diagnose --data /srv/freshet --config freshet.properties",
      "  ./freshet diagnose --json | jq .findings",
      "%nOf services that run apart, each is asked for itself. With keys it needs one with the scope"
          + " admin.",
      "Ends with 1 where something is wrong; advice alone ends with 0. The archive is written in any"
          + " case."
    })
final class DiagnoseCommand implements Callable<Integer> {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin HelpOption help;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The archive. Default: freshet-diagnosis-TIME.zip, here.")
  private Path output;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder, as the process was given it. Default: ./data.")
  private String data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The settings file, as the process was given it.")
  private Path config;

  @Override
  public Integer call() {
    Given given =
        new Given(
            new Flags().put("data", data).given(),
            System.getenv(),
            SettingsFile.read(config, spec.commandLine()));
    Masks masks = WouldBe.masks(given, List.of(connection.apiKey()));
    var asked = new AskedProcess(masks);
    try (var client = connection.open()) {
      asked.ask(client);
    }
    Path folder = Path.of(given.get(DataFolder.SETTING)).toAbsolutePath().normalize();
    LocalLook here = new LocalLook(folder, connection.url());
    ObjectNode diagnosis = asked.diagnosis().orElseGet(() -> Absence.of(asked, here, given, masks));
    Path file = archive(asked, diagnosis, here, masks);
    print(diagnosis, file);
    return exitCode(asked, diagnosis);
  }

  private Path archive(AskedProcess asked, ObjectNode diagnosis, LocalLook here, Masks masks) {
    var archive = new Archive();
    archive.add("README.txt", DiagnosisText.README);
    archive.add("findings.txt", findings(diagnosis));
    archive.add("settings.txt", DiagnosisText.settings(diagnosis.path("settings")));
    archive.add("versions.txt", DiagnosisText.pairs(diagnosis.path("versions")));
    archive.add("process.txt", process(diagnosis));
    asked.health().ifPresent(health -> archive.add("health.json", health.toPrettyString()));
    asked.metrics().ifPresent(metrics -> archive.add("metrics.txt", metrics));
    if (diagnosis.path("kafka").has("topics")) {
      archive.add("topics.txt", DiagnosisText.topics(diagnosis.path("kafka")));
    }
    asked.generations().ifPresent(all -> archive.add("generations.json", all.toPrettyString()));
    for (String text : List.of("threads", "log")) {
      if (diagnosis.has(text)) {
        archive.add(text + ".txt", diagnosis.path(text).asText());
      }
    }
    archive.add("machine.txt", masks.text(here.text()));
    here.log().ifPresent(log -> archive.add("log-file.txt", masks.text(log)));
    ObjectNode all = diagnosis.deepCopy();
    all.remove(List.of("threads", "log"));
    archive.add("diagnosis.json", all.toPrettyString());
    return written(archive);
  }

  private static String process(ObjectNode diagnosis) {
    return "program                      %s%ndata folder                  %s%ngeneration                   %s%nat                           %s%n"
            .formatted(
                diagnosis.path("program").asText(),
                diagnosis.path("data").asText(),
                diagnosis.path("generation").asText(),
                diagnosis.path("at").asText())
        + DiagnosisText.pairs(diagnosis.path("process"));
  }

  private static String findings(ObjectNode diagnosis) {
    return DiagnosisText.findings(diagnosis.path("findings"), diagnosis.path("troubles"));
  }

  private Path written(Archive archive) {
    Path file =
        Optional.ofNullable(output)
            .orElseGet(
                () ->
                    Path.of(
                        "freshet-diagnosis-"
                            + LocalDateTime.now(ZoneOffset.UTC).format(NAME)
                            + ".zip"))
            .toAbsolutePath();
    try {
      archive.write(file);
      return file;
    } catch (IOException e) {
      spec.commandLine()
          .getOut()
          .print(Terminal.harmless(archive.texts().getOrDefault("findings.txt", "")));
      throw new Problem(400, "cannot write " + file + " (" + e + "): give another with --output");
    }
  }

  private void print(ObjectNode diagnosis, Path file) {
    if (connection.json()) {
      ObjectNode told = JsonNodeFactory.instance.objectNode().put("archive", file.toString());
      told.set("findings", diagnosis.path("findings"));
      told.set("troubles", diagnosis.path("troubles"));
      connection.print(told);
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(Terminal.harmless(findings(diagnosis)));
    out.println("archive " + file + ": read it, then attach it to a report");
    out.flush();
  }

  private static int exitCode(AskedProcess asked, ObjectNode diagnosis) {
    if (asked.health().isEmpty() || asked.silence().isPresent()) {
      return ExitCode.UNREACHABLE;
    }
    if (asked.refusal().isPresent()) {
      return ExitCode.USAGE;
    }
    ArrayNode findings = (ArrayNode) diagnosis.path("findings");
    for (JsonNode finding : findings) {
      if (finding.path("grade").asText().equals("wrong")) {
        return ExitCode.FAILED;
      }
    }
    return ExitCode.OK;
  }

  /** A finding as the service tells it, without secrets in any of its fields. */
  static ObjectNode finding(
      Masks masks, String grade, String name, String seen, String why, String fix) {
    return JsonNodeFactory.instance
        .objectNode()
        .setAll(
            Map.of(
                "grade", JsonNodeFactory.instance.textNode(grade),
                "name", JsonNodeFactory.instance.textNode(name),
                "seen", JsonNodeFactory.instance.textNode(masks.text(seen)),
                "why", JsonNodeFactory.instance.textNode(masks.text(why)),
                "fix", JsonNodeFactory.instance.textNode(masks.text(fix))));
  }
}

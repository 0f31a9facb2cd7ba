package dev.freshet.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.standalone.client.FreshetClient;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs what README.md shows, as it stands there, against a running Freshet. */
@Timeout(180)
class ReadmeTest {
  private static final String BROKER = "localhost:9092";
  private static final long WITHIN_SECONDS = 60;

  /** What a program around the lines has, and the page leaves out. */
  private static final String IMPORTS =
      """
      import static java.nio.charset.StandardCharsets.UTF_8;
      import java.nio.file.*;
      import java.util.Map;
      import org.apache.kafka.clients.producer.*;
      import org.apache.kafka.common.serialization.*;
      """;

  @TempDir static Path folder;

  private static RunningFreshet running;

  @BeforeAll
  static void start() throws Exception {
    try (InputStream pdf =
        ReadmeTest.class.getResourceAsStream("/dev/freshet/ingest/parse/child/warm.pdf")) {
      Files.copy(pdf, folder.resolve("handbook.pdf"));
    }
    running = RunningFreshet.start(folder.resolve("data")).awaitReady();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void javaLines_publishTheHandbook_andPrintItsToken() throws Exception {
    String program = IMPORTS + "void main() throws Exception {\n" + lines("java") + "}\n";
    Path source = Files.writeString(folder.resolve("Publishing.java"), program);
    String before = version();
    String said =
        run(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            source.toString());
    assertThat(said.lines().toList()).contains(newerThan(before));
  }

  @Test
  void pythonLines_publishTheHandbook() throws Exception {
    assumeTrue(onPath("python3"), "no python3 on PATH");
    assumeTrue(
        started("python3", "-c", "import confluent_kafka").waitFor() == 0,
        "python3 has no confluent_kafka");
    String before = version();
    run("python3", "-c", lines("python"));
    assertThat(newerThan(before)).startsWith("documents-0@");
  }

  @Test
  void answerLine_saysTheSentence_andWhatItIsFrom() throws Exception {
    Matcher line =
        Pattern.compile("^\\./freshet answer \"(.*)\"$", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(line.find()).as("./freshet answer in README.md").isTrue();
    Path leave =
        Files.writeString(
            folder.resolve("leave.txt"),
            "How long you may be away. Every employee has thirty days of leave in a year.");
    String token;
    try (FreshetClient client = running.client()) {
      token =
          client.publish(
              "leave.txt", Optional.empty(), leave, Map.of("Content-Type", "text/plain"));
      var search = JsonNodeFactory.instance.objectNode().put("query", "leave");
      search.putObject("freshness").put("token", token).put("waitMs", 30_000);
      assertThat(client.post("/v1/search", search).path("results")).isNotEmpty();
    }
    String said = command("answer", line.group(1));
    assertThat(said)
        .contains("Every employee has thirty days of leave in a year. [1]")
        .contains("[1] leave.txt", "version " + token, "quoted, no model");
    assertThat(command("answer", "--json", line.group(1))).contains("\"answered\" : true");
    assertThat(command("answer", "Who", "won", "the", "chess", "championship", "of", "1972?"))
        .contains("(nothing that was found is good enough)");
  }

  private static String command(String name, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(name, "--url", running.url()));
    command.addAll(List.of(arguments));
    return said(RunningFreshet.process(command));
  }

  /** The page's lines in that language, with the port of this run. */
  private static String lines(String language) throws IOException {
    String page = Files.readString(Path.of("..", "README.md"));
    Matcher fenced =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(page);
    assertThat(fenced.find()).as("lines of %s in README.md", language).isTrue();
    String lines = fenced.group(1);
    assertThat(lines).contains(BROKER);
    return lines.replace(BROKER, running.bootstrap());
  }

  private static String run(String... command) throws IOException, InterruptedException {
    return said(started(command));
  }

  private static String said(Process process) throws IOException, InterruptedException {
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static Process started(String... command) throws IOException {
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
  }

  /** The version of the handbook that the service knows, empty where it knows none. */
  private static String version() {
    try (FreshetClient client = running.client()) {
      return handbook(client).map(d -> d.path("version").asText()).orElse("");
    }
  }

  /** It may be told as deferred before: a file that takes long lets those behind it go ahead. */
  private static boolean isIndexed(JsonNode document, String afterVersion) {
    return !document.path("version").asText().equals(afterVersion)
        && document.path("state").asText().equals("indexed");
  }

  /** Waits until another version of the handbook is retrievable; which. */
  private static String newerThan(String version) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);
    try (FreshetClient client = running.client()) {
      Optional<JsonNode> document = handbook(client);
      while (document.filter(d -> isIndexed(d, version)).isEmpty()) {
        assertThat(System.nanoTime()).as("deadline; it is %s", document).isLessThan(deadline);
        LockSupport.parkNanos(20_000_000);
        document = handbook(client);
      }
      assertThat(document.orElseThrow().path("filename").asText()).isEqualTo("handbook.pdf");
      return document.orElseThrow().path("version").asText();
    }
  }

  private static Optional<JsonNode> handbook(FreshetClient client) {
    return client.document("handbook.pdf", Optional.empty());
  }

  private static boolean onPath(String program) {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}

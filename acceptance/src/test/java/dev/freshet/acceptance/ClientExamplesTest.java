package dev.freshet.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs in clients/examples, as they stand there, against a running Freshet. */
@Timeout(180)
class ClientExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "clients", "examples");

  @TempDir static Path folder;

  private static RunningFreshet running;

  @BeforeAll
  static void start() throws Exception {
    running = RunningFreshet.start(folder.resolve("data")).awaitReady();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void java_publishesWaitsAsksAndPrints() throws Exception {
    isTold(
        run(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            EXAMPLES.resolve("java").resolve("Ask.java").toString(),
            running.url()));
  }

  @Test
  void python_publishesWaitsAsksAndPrints() throws Exception {
    assumeTrue(runs("python3", "--version"), "no python3 on PATH");
    isTold(run("python3", EXAMPLES.resolve("python").resolve("ask.py").toString(), running.url()));
  }

  @Test
  void javascript_publishesWaitsAsksAndPrints() throws Exception {
    assumeTrue(runs("node", "-e", "fetch"), "no node with fetch on PATH");
    isTold(
        run("node", EXAMPLES.resolve("javascript").resolve("ask.mjs").toString(), running.url()));
  }

  private static void isTold(String said) {
    List<String> lines = said.lines().toList();
    assertThat(lines.getFirst()).matches("published as documents-\\d+@\\d+");
    assertThat(lines)
        .anyMatch(
            line ->
                line.matches(
                    "\\d\\.\\d\\d Employees have thirty days of paid leave a year\\."
                        + " \\[Leave of absence, https://example.org/leave]"));
    assertThat(lines.getLast()).startsWith("fresh up to ");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = started(command);
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return started(command).waitFor() == 0;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private static Process started(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

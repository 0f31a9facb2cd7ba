package dev.freshet.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./freshet diagnose} of a real {@code ./freshet up}, while it runs and after a kill. */
@Timeout(240)
class DiagnoseTest {
  @TempDir Path folder;

  private record Run(int exit, String said) {}

  private Run diagnose(String... more) throws Exception {
    var arguments = new ArrayList<>(List.of("diagnose", "--output", archive().toString()));
    arguments.addAll(List.of(more));
    Process process = RunningFreshet.process(arguments);
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), said);
  }

  private Path archive() {
    return folder.resolve("a.zip");
  }

  private Map<String, String> entries() throws Exception {
    var entries = new LinkedHashMap<String, String>();
    try (var zip = new ZipInputStream(Files.newInputStream(archive()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(
            entry.getName().replace("freshet-diagnosis/", ""),
            new String(zip.readAllBytes(), UTF_8));
      }
    }
    return entries;
  }

  @Test
  void healthyUp_hasNothingWrong_andWhatIsLeftOfAKilledOneIsTold() throws Exception {
    Path data = folder.resolve("data");
    Path config =
        Files.writeString(
            folder.resolve("up.properties"),
            """
            answer.endpoint=http://ann:hunter2@127.0.0.1:1/v1
            answer.model=m
            answer.api-key=hunter2-key
            """);
    try (var up = RunningFreshet.start(data, "--config", config.toString()).awaitReady();
        var client = up.client()) {
      Path file = Files.writeString(folder.resolve("heron.txt"), "A heron stands in the reeds.");
      client.publish("heron.txt", java.util.Optional.empty(), file, Map.of());

      Run well = diagnose("--url", up.url(), "--data", data.toString());

      assertThat(well.said()).startsWith("nothing looks wrong\narchive ");
      assertThat(well.exit()).isZero();
      Map<String, String> entries = entries();
      assertThat(entries)
          .containsOnlyKeys(
              "README.txt",
              "findings.txt",
              "settings.txt",
              "versions.txt",
              "process.txt",
              "health.json",
              "metrics.txt",
              "topics.txt",
              "generations.json",
              "threads.txt",
              "log.txt",
              "machine.txt",
              "log-file.txt",
              "diagnosis.json");
      entries.forEach(
          (name, text) ->
              assertThat(text).as(name).doesNotContain("hunter2", "stands in the reeds"));
      assertThat(entries.get("topics.txt")).contains("freshet.parsed: ", "freshet.parse: Stable");
      assertThat(entries.get("log.txt"))
          .contains("answer.endpoint = http://[masked]@127.0.0.1:1/v1 (file)");
      assertThat(entries.get("threads.txt")).contains("deadlocks: none", "parse");
      up.kill();

      Run gone = diagnose("--url", up.url(), "--data", data.toString());

      assertThat(gone.said()).startsWith("wrong   not-running\n");
      assertThat(gone.exit()).isEqualTo(3);
      assertThat(entries()).containsKeys("log-file.txt", "machine.txt", "settings.txt");
    }
  }
}

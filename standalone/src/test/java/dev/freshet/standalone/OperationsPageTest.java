package dev.freshet.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.standalone.commands.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds docs/operations.md against what can happen and what is counted. */
class OperationsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "operations.md");

  @Test
  void everyReason_hasARowWithItsSentence() throws IOException {
    String page = Files.readString(PAGE);
    for (Reason reason : Reason.values()) {
      assertThat(page).contains("| `" + reason.label() + "` | " + reason.sentence() + " | ");
    }
  }

  @Test
  void everyMetric_isNamed() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(names()).hasSizeGreaterThan(10).allSatisfy(n -> assertThat(page).contains(n));
  }

  @Test
  void everyExitCode_hasARow() throws IOException {
    String page = Files.readString(PAGE);
    IntStream.of(ExitCode.OK, ExitCode.FAILED, ExitCode.USAGE, ExitCode.UNREACHABLE)
        .forEach(code -> assertThat(page).contains("| " + code + " | "));
  }

  /** As Prometheus reads them, in backquotes; the greatest of a timer goes without saying. */
  private static List<String> names() {
    var telemetry = new MicrometerTelemetry();
    telemetry.freshness("documents", Duration.ofMillis(1));
    telemetry.stage(Stage.PARSE, Lane.LIVE, Duration.ofMillis(1));
    telemetry.passages(1, 1);
    telemetry.deadLetter(Reason.EMPTY);
    telemetry.superseded(Stage.PARSE);
    telemetry.deferred(Stage.PARSE);
    telemetry.parserRestart("died");
    telemetry.outage("kafka");
    telemetry.query("total", Duration.ofMillis(1));
    telemetry.answer("generated", "answered", Duration.ofMillis(1));
    telemetry.request("GET", "/", 200, Duration.ofMillis(1));
    telemetry.lagRecords("documents", PAGE, _ -> 0);
    telemetry.watermarkAge("documents", PAGE, _ -> 0);
    telemetry.permissions(Duration.ofMillis(1));
    telemetry.audited();
    telemetry.auditDropped();
    telemetry.permissionsHeld(PAGE, _ -> 0);
    telemetry.permissionsPaused(PAGE, _ -> 0);
    telemetry.watchEvent("match");
    telemetry.watches(PAGE, _ -> 0);
    telemetry.watchers(PAGE, _ -> 0);
    return telemetry
        .scrape()
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ", -1)[2])
        .map(name -> "`" + name.replaceFirst("_seconds_max$", "_seconds") + "`")
        .distinct()
        .toList();
  }
}

package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.failure.Reason;
import dev.freshet.standalone.commands.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return EveryMetric.countedOnce()
        .scraped()
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ", -1)[2])
        .map(name -> "`" + name.replaceFirst("_seconds_max$", "_seconds") + "`")
        .distinct()
        .toList();
  }
}

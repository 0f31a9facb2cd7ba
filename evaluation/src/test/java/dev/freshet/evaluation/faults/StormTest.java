package dev.freshet.evaluation.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The quick storm: five kills, for a build has minutes. The long one is {@code ./freshet bench
 * faults}.
 */
class StormTest {
  private static final Storm.Plan QUICK = new Storm.Plan(7, 5, 12, 60, Duration.ofMillis(500));

  @TempDir Path folder;

  @Test
  @Timeout(600)
  void fiveKills_nothingLostStaleDoubleResurrectedOrSeenByOthers()
      throws IOException, InterruptedException {
    StormService service = StormService.inOne(Launch.asBuilt(), folder, StormService.Haste.MUCH);
    Storm.Outcome outcome = Storm.run(QUICK, service, System.out::println);
    assertThat(outcome.violations()).as("what it said:\n%s", said()).isEmpty();
    assertThat(outcome.violationCount()).isZero();
    assertThat(outcome.deeds()).isGreaterThan(QUICK.rounds());
    assertThat(outcome.answers()).isGreaterThan(50);
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("up.log"));
  }
}

package dev.freshet.evaluation.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.evaluation.load.QdrantAlone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The quick storm on services apart: six ends of one process each. The long one is {@code ./freshet
 * bench faults-apart}.
 */
class StormApartTest {
  private static final Storm.Plan QUICK = new Storm.Plan(11, 6, 12, 60, Duration.ofSeconds(1));
  private static final Duration OUTAGE = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  @Timeout(480)
  void sixKills_nothingLostStaleDoubleResurrectedOrSeenByOthers()
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        QdrantAlone.onPath().isPresent(), "no qdrant on the PATH that could be killed");
    StormService service = StormService.apart(Launch.asBuilt(), folder, OUTAGE, QUICK.seed());
    Storm.Outcome outcome = Storm.run(QUICK, service, System.out::println);
    assertThat(outcome.violations()).isEmpty();
    assertThat(outcome.violationCount()).isZero();
    assertThat(outcome.deeds()).isGreaterThan(QUICK.rounds());
    assertThat(outcome.answers()).isGreaterThan(50);
  }
}

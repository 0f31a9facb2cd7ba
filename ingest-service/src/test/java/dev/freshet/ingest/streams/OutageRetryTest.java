package dev.freshet.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Refused;
import dev.freshet.ingest.fakes.FakeTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutageRetryTest {
  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final OutageRetry retry = new OutageRetry(telemetry, new Random(1));

  @Test
  void outage_isTriedAgain_toldMeanwhile_andForgottenAfter() throws Refused {
    List<Optional<String>> troubles = new ArrayList<>();
    String result =
        retry.call(
            () -> {
              troubles.add(retry.trouble());
              if (troubles.size() == 1) {
                throw new Outage("model", "is away", null);
              }
              return "done";
            });
    assertThat(result).isEqualTo("done");
    assertThat(troubles).containsExactly(Optional.empty(), Optional.of("model: is away"));
    assertThat(retry.trouble()).isEmpty();
    assertThat(telemetry.outages).containsExactly("model");
  }

  @Test
  void waits_growToALimit_andHeedWhatIsAsked() {
    Outage plain = new Outage("model", "is away", null);
    assertThat(retry.wait(plain, 0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(retry.wait(plain, 100)).isLessThanOrEqualTo(OutageRetry.LONGEST);
    Outage asking = new Outage("model", "busy", null, Optional.of(Duration.ofSeconds(2)));
    assertThat(retry.wait(asking, 0)).isEqualTo(Duration.ofSeconds(2));
    Outage greedy = new Outage("model", "busy", null, Optional.of(Duration.ofDays(2)));
    assertThat(retry.wait(greedy, 0)).isEqualTo(OutageRetry.LONGEST);
  }
}

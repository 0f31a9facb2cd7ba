package dev.freshet.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  /** Refused, interrupted or done: what a call waited for is not told of any longer. */
  @Test
  void trouble_endsWithTheCall_howeverItEnds_andNotWithAnothers() throws Exception {
    int[] attempts = {0};
    assertThatThrownBy(
            () ->
                retry.call(
                    () -> {
                      if (attempts[0]++ == 0) {
                        throw new Outage("model", "is away", null);
                      }
                      throw new Refused("never");
                    }))
        .isInstanceOf(Refused.class);
    assertThat(retry.trouble()).isEmpty();

    Thread waiting =
        Thread.ofPlatform()
            .start(
                () ->
                    assertThatThrownBy(
                            () ->
                                retry.call(
                                    () -> {
                                      throw new Outage("model", "is away", null);
                                    }))
                        .isInstanceOf(Outage.class));
    while (retry.trouble().isEmpty()) {
      Thread.onSpinWait();
    }
    attempts[0] = 0;
    retry.call(
        () -> {
          if (attempts[0]++ == 0) {
            throw new Outage("other", "is away", null);
          }
          return "done";
        });
    assertThat(retry.trouble()).contains("model: is away");
    waiting.interrupt();
    waiting.join();
    assertThat(retry.trouble()).isEmpty();
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

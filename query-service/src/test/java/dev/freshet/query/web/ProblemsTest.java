package dev.freshet.query.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.failure.Outage;
import dev.freshet.query.exchange.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private static int status(RuntimeException e) {
    return Problems.of(e, "/v1/generations").status();
  }

  @Test
  void exception_isAsMuchAsItSays() {
    assertThat(status(Problem.of(409, "Conflict", "try again"))).isEqualTo(409);
    assertThat(status(new Outage("kafka", "does not answer", null))).isEqualTo(503);
    assertThat(status(new UncheckedIOException(new IOException("reset")))).isEqualTo(400);
    assertThat(status(new IllegalStateException("a bug"))).isEqualTo(500);
  }

  /** As when a person ends the service while it builds a generation. */
  @Test
  void workBrokenOffByTheServicesEnd_isNoBug() {
    var inWaiting = new IllegalStateException("broken off", new InterruptedException());
    var inWriting = new IllegalStateException("broken off", new ClosedByInterruptException());
    assertThat(status(new RuntimeException(inWaiting))).isEqualTo(503);
    assertThat(status(inWriting)).isEqualTo(503);
  }

  @Test
  void causeThatIsItsOwn_endsTheSearch() {
    var one = new IllegalStateException("one");
    var other = new IllegalStateException("other", one);
    one.initCause(other);
    assertThat(status(one)).isEqualTo(500);
  }
}

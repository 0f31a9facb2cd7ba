package dev.freshet.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.LogPartition;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final LogPartition LOG = new LogPartition("documents", 0);
  private static final long SECOND = 1_000_000_000;

  private final Pace pace = new Pace();

  @Test
  void pace_isOfTheTimeInWhichRecordsWaited() {
    pace.note(LOG, 10, true, 0);
    pace.note(LOG, 50, true, 4 * SECOND);
    pace.note(LOG, 60, false, 5 * SECOND);
    // Nothing to do until here.
    pace.note(LOG, 60, true, 25 * SECOND);
    pace.note(LOG, 110, true, 30 * SECOND);

    assertThat(pace.perSecond(LOG)).hasValue(10);
  }

  @Test
  void pace_isNotKnown_ofTooLittle_orWhereNothingComesOut() {
    assertThat(pace.perSecond(LOG)).isEmpty();
    pace.note(LOG, 0, true, 0);
    pace.note(LOG, 900, true, SECOND * 3 / 4);
    assertThat(pace.perSecond(LOG)).isEmpty();

    LogPartition stuck = new LogPartition("documents", 1);
    pace.note(stuck, 5, true, 0);
    pace.note(stuck, 5, true, 30 * SECOND);
    assertThat(pace.perSecond(stuck)).isEmpty();
  }

  @Test
  void pace_isOfTheLastMinute() {
    pace.note(LOG, 0, true, 0);
    pace.note(LOG, 1_000, true, 10 * SECOND);
    pace.note(LOG, 1_010, true, 70 * SECOND);
    pace.note(LOG, 1_020, true, 80 * SECOND);

    assertThat(pace.perSecond(LOG)).hasValue(1);
  }
}

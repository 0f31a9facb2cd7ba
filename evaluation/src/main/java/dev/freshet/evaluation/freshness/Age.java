package dev.freshet.evaluation.freshness;

import java.time.Duration;

/** How long after its answer moved a question is asked. */
enum Age {
  /** Just after. */
  NEW("just after", Duration.ZERO),
  /** Half a day after, which the night may have been in. */
  HALF_A_DAY("12 hours after", Duration.ofHours(12));

  private final String words;
  private final Duration since;

  Age(String words, Duration since) {
    this.words = words;
    this.since = since;
  }

  /** For people. */
  String words() {
    return words;
  }

  Duration since() {
    return since;
  }
}

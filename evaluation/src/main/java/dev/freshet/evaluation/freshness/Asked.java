package dev.freshet.evaluation.freshness;

import dev.freshet.evaluation.freshness.Happening.Question;
import java.util.Map;

/** A question that was asked of every arm, and what each told. */
record Asked(Question question, Map<Arm, Verdict> verdicts) {
  Asked {
    verdicts = Map.copyOf(verdicts);
  }
}

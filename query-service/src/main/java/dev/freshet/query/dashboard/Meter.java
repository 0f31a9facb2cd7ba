package dev.freshet.query.dashboard;

import dev.freshet.common.telemetry.Measured;
import java.util.function.Predicate;

/** Which of the meters of a name. */
final class Meter {
  private Meter() {}

  /** All of them. */
  static Predicate<Measured> any() {
    return _ -> true;
  }

  /** Those of which a label has one of these values. */
  static Predicate<Measured> with(String label, String... values) {
    return measured -> measured.has(label, values);
  }
}

package dev.freshet.query.journey;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.query.freshness.Standing;
import java.util.Locale;
import java.util.Optional;

/** Where a version is and why it waits, as a person reads it. */
final class Sentences {
  static final String RETRIEVABLE = "It is retrievable.";
  static final String REPLACED = "It was retrievable until a newer version took its place.";
  static final String DELETED = "The document is deleted by it.";
  static final String SUPERSEDED = "A newer version came out before it: nothing of it was needed.";
  static final String LEFT_OUT =
      "It is left out for a newer version that is on its way; if that dies, this one comes.";
  static final String OVERTAKEN = "It was deferred, and a newer version came out before it.";
  static final String UNTOLD =
      "It came out; what became of it is no longer told, for a newer version was told after it.";
  static final String DEFERRED_SOMEWHERE =
      "It takes long and lets others go ahead; where it is now was not seen.";
  static final String PERMISSIONS =
      " Who may read it is in force already: whoever it leaves out sees no version of it.";

  private Sentences() {}

  /** Of one that nothing has come of yet. */
  static String underWay(Optional<Stage> stage, Standing standing, String partition) {
    String job = stage.map(Sentences::waits).orElse("It is on its way");
    if (standing.ahead() == 0) {
      return job + "; it is the next of " + partition + " to come out.";
    }
    return String.format(
        Locale.ROOT,
        "%s, behind %d %s of %s; the oldest of them has been seen waiting for %.1f s.",
        job,
        standing.ahead(),
        standing.ahead() == 1 ? "record" : "records",
        partition,
        standing.lagSeconds());
  }

  private static String waits(Stage stage) {
    return switch (stage) {
      case PUBLISH, PARSE -> "It waits to be parsed, or is being parsed";
      case EMBED -> "It is parsed, and waits to be embedded or is being embedded";
      case INDEX, REFRESH -> "It is embedded, and waits to be indexed or is being indexed";
    };
  }

  /** Of one that was deferred and is seen at a stage. */
  static String deferred(Step step) {
    String job =
        switch (step.stage()) {
          case PUBLISH, PARSE -> "to be parsed, or is being parsed";
          case EMBED -> "to be embedded, or is being embedded";
          case INDEX, REFRESH -> "to be indexed, or is being indexed";
        };
    return step.lane() == Lane.SLOW
        ? "It takes long and went on in the slow lane, where it waits " + job + "."
        : "It stepped aside so that those behind it need not wait; now it waits " + job + ".";
  }

  /** Of one that stepped aside and is still at it. */
  static String aside(Stage stage) {
    return "It stepped aside so that those behind it need not wait, and is still being "
        + (stage == Stage.PARSE ? "parsed." : "embedded.");
  }

  /** Of one that died. */
  static String dead(Stage stage) {
    return "It died in stage "
        + stage.label()
        + "; the last good version stands, if there was one.";
  }
}

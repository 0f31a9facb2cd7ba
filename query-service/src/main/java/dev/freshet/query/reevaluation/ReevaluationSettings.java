package dev.freshet.query.reevaluation;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asking the same questions again and again.
 *
 * @param questions the file; empty: nothing is asked
 * @param delay from the start to the first round
 * @param every from the end of a round to the next
 * @param pause after each question
 * @param fall of nDCG@10 from which it counts
 * @param significance how often chance alone may make a difference as large, for it to count
 * @param directory where the baseline is kept
 */
public record ReevaluationSettings(
    Optional<Path> questions,
    Duration delay,
    Duration every,
    Duration pause,
    double fall,
    double significance,
    Path directory) {
  /** See {@link #questions}. */
  public static final Setting<String> QUESTIONS =
      Setting.text(
          "reevaluation.questions",
          "",
          "A file of questions and the documents that answer them, which are asked again and again"
              + " to see whether retrieval is still as good as it was (docs/reevaluation.md); none:"
              + " nothing is asked.");

  /** See {@link #delay}. */
  public static final Setting<Duration> DELAY =
      Setting.duration(
          "reevaluation.delay",
          "1m",
          Duration.ofMillis(100),
          Duration.ofDays(1),
          "How long after the start the first round of questions begins.");

  /** See {@link #every}. */
  public static final Setting<Duration> EVERY =
      Setting.duration(
          "reevaluation.every",
          "6h",
          Duration.ofMinutes(1),
          Duration.ofDays(30),
          "From the end of a round of questions to the next.");

  /** See {@link #pause}. */
  public static final Setting<Duration> PAUSE =
      Setting.duration(
          "reevaluation.pause",
          "200ms",
          Duration.ZERO,
          Duration.ofMinutes(1),
          "From one question of a round to the next; one is asked at a time, so that searches wait"
              + " for one at most.");

  /** See {@link #fall}. */
  public static final Setting<Double> FALL =
      Setting.decimal(
          "reevaluation.fall",
          .03,
          .001,
          1,
          "By how much nDCG@10 has to be below the baseline's to count as fallen.");

  /** See {@link #significance}. */
  public static final Setting<Double> SIGNIFICANCE =
      Setting.decimal(
          "reevaluation.significance",
          .01,
          .001,
          .5,
          "How often, at most, chance alone would make as large a difference (two-sided paired"
              + " randomisation test over the questions), for it to count.");

  /** See {@link #directory}. */
  public static final Setting<String> DIRECTORY =
      Setting.text(
          "reevaluation.directory",
          "data/reevaluation",
          "Where the baseline is kept that rounds are held against.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(QUESTIONS, DELAY, EVERY, PAUSE, FALL, SIGNIFICANCE, DIRECTORY);

  /** Reads them; the file is read when the service is made. */
  public static ReevaluationSettings of(Settings settings) {
    return new ReevaluationSettings(
        Optional.of(settings.get(QUESTIONS)).filter(file -> !file.isBlank()).map(Path::of),
        settings.get(DELAY),
        settings.get(EVERY),
        settings.get(PAUSE),
        settings.get(FALL),
        settings.get(SIGNIFICANCE),
        Path.of(settings.get(DIRECTORY)));
  }
}

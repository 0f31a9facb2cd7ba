package dev.freshet.query.objective;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is promised, and how it is tried.
 *
 * @param freshness within what a document of a live source is retrievable
 * @param share of documents that have to be, above 0 and below 1
 * @param canary whether one is published
 * @param interval from one canary to the next
 * @param timeout how long one may take
 * @param source the topic it is published to; empty: the first live one
 */
public record ObjectiveSettings(
    Duration freshness,
    double share,
    boolean canary,
    Duration interval,
    Duration timeout,
    Optional<String> source) {
  /** What is promised. */
  public static final Setting<Duration> FRESHNESS =
      Setting.duration(
          "objective.freshness",
          "2s",
          Duration.ofMillis(10),
          Duration.ofHours(24),
          "Within what time a document of a live source is to be retrievable.");

  /** Of how many. */
  public static final Setting<Double> SHARE =
      Setting.decimal(
          "objective.share",
          .99,
          .5,
          .99999,
          "The share of documents that are; the rest is the error budget.");

  /** Whether it is tried. */
  public static final Setting<Boolean> CANARY =
      Setting.flag(
          "canary",
          false,
          "Whether a small document is published to a live source, searched and timed again and"
              + " again. No caller finds it; other readers of that topic see its records.");

  /** How often. */
  public static final Setting<Duration> INTERVAL =
      Setting.duration(
          "canary.interval",
          "10s",
          Duration.ofMillis(100),
          Duration.ofHours(1),
          "From one canary to the next.");

  /** How long one may take. */
  public static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "canary.timeout",
          "20s",
          Duration.ofMillis(100),
          Duration.ofSeconds(30),
          "How long a canary may take before it counts as missing.");

  /** Where it goes. */
  public static final Setting<String> SOURCE =
      Setting.text(
          "canary.source",
          "",
          "The source topic that canaries are published to; empty: the first live one.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(FRESHNESS, SHARE, CANARY, INTERVAL, TIMEOUT, SOURCE);

  /** Reads them. */
  public static ObjectiveSettings of(Settings settings) {
    return new ObjectiveSettings(
        settings.get(FRESHNESS),
        settings.get(SHARE),
        settings.get(CANARY),
        settings.get(INTERVAL),
        settings.get(TIMEOUT),
        Optional.of(settings.get(SOURCE)).filter(topic -> !topic.isBlank()));
  }
}

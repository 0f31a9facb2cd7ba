package dev.freshet.query.verify;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Holding what is kept against what was published.
 *
 * @param every how long after a round in the background the next begins
 * @param share percent of the time that one in the background works; 0: none runs
 * @param settle how long what differs is given to turn out to be under way
 * @param repair how long what was sent again may take to come out
 */
public record VerifySettings(Duration every, int share, Duration settle, Duration repair) {
  /** How long after a round the next begins. */
  public static final Setting<Duration> EVERY =
      Setting.duration(
          "verify.every",
          "24h",
          Duration.ofSeconds(1),
          Duration.ofDays(365),
          "How long after a start, and after a round in the background, the next round begins that"
              + " holds topics, catalogue and store against each other.");

  /** The share of time. */
  public static final Setting<Integer> SHARE =
      Setting.integer(
          "verify.share",
          2,
          0,
          100,
          "Percent of the time of one thread that rounds in the background work; 0: none runs.");

  /** How long a difference may settle. */
  public static final Setting<Duration> SETTLE =
      Setting.duration(
          "verify.settle",
          "10s",
          Duration.ofMillis(100),
          Duration.ofMinutes(10),
          "How long what differs is given to turn out to be merely under way.");

  /** How long a repair may take. */
  public static final Setting<Duration> REPAIR =
      Setting.duration(
          "verify.repair",
          "60s",
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          "How long a round waits for what it sent again to come out.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(EVERY, SHARE, SETTLE, REPAIR);

  /** Reads them. */
  public static VerifySettings of(Settings settings) {
    return new VerifySettings(
        settings.get(EVERY), settings.get(SHARE), settings.get(SETTLE), settings.get(REPAIR));
  }
}

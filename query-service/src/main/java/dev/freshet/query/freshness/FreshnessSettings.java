package dev.freshet.query.freshness;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How index events are followed.
 *
 * @param refresh how often lists of the catalogue are brought up to date while events come
 * @param commit how often the catalogue is made durable
 * @param ends how often the ends of the source partitions are asked for
 */
public record FreshnessSettings(Duration refresh, Duration commit, Duration ends) {
  /** How often lists are brought up to date. */
  public static final Setting<Duration> REFRESH =
      Setting.duration(
          "catalogue.refresh",
          "200ms",
          Duration.ofMillis(10),
          Duration.ofMinutes(1),
          "How often the catalogue's lists and counts are brought up to date.");

  /** How often the catalogue is made durable. */
  public static final Setting<Duration> COMMIT =
      Setting.duration(
          "catalogue.commit",
          "5s",
          Duration.ofMillis(100),
          Duration.ofMinutes(10),
          "How often the catalogue is made durable; what came since is read again at start.");

  /** How often the ends are asked for. */
  public static final Setting<Duration> ENDS =
      Setting.duration(
          "freshness.ends",
          "500ms",
          Duration.ofMillis(50),
          Duration.ofMinutes(1),
          "How often the ends of the source topics are asked for, to tell lag and age.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(REFRESH, COMMIT, ENDS);

  /** Reads them. */
  public static FreshnessSettings of(Settings settings) {
    return new FreshnessSettings(settings.get(REFRESH), settings.get(COMMIT), settings.get(ENDS));
  }
}

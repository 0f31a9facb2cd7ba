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
 * @param notices how many notices of permissions are held before no more are read
 * @param retention how long ended passages stay readable as of then
 */
public record FreshnessSettings(
    Duration refresh, Duration commit, Duration ends, int notices, Duration retention) {
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

  /** How many notices of permissions are held. */
  public static final Setting<Integer> NOTICES =
      Setting.integer(
          "permissions.held",
          50_000,
          1,
          10_000_000,
          "Narrowed permissions held ahead of their contents (about 500 bytes each); at the limit"
              + " no more are read until some contents are retrievable.");

  /** How long former states can be read; the index job reads the same setting. */
  public static final Setting<Duration> RETENTION =
      Setting.duration(
          "index.retention",
          "60s",
          Duration.ofSeconds(1),
          Duration.ofDays(30),
          "How long an ended passage stays readable as of then.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(REFRESH, COMMIT, ENDS, NOTICES, RETENTION);

  /** Reads them. */
  public static FreshnessSettings of(Settings settings) {
    return new FreshnessSettings(
        settings.get(REFRESH),
        settings.get(COMMIT),
        settings.get(ENDS),
        settings.get(NOTICES),
        settings.get(RETENTION));
  }
}

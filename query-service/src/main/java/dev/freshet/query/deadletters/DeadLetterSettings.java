package dev.freshet.query.deadletters;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Looking at dead letters.
 *
 * @param readers how many requests read them at once
 * @param timeout how long one request reads, before it answers with what it has found
 */
public record DeadLetterSettings(int readers, Duration timeout) {
  /** Readers at once. */
  public static final Setting<Integer> READERS =
      Setting.integer(
          "dead-letters.readers",
          2,
          1,
          32,
          "Requests that read dead letters at once; each may hold two of the largest files.");

  /** How long one request reads. */
  public static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "dead-letters.timeout",
          "10s",
          Duration.ofSeconds(1),
          Duration.ofSeconds(50),
          "How long one request reads dead letters before it answers with what it has found.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(READERS, TIMEOUT);

  /** Reads them. */
  public static DeadLetterSettings of(Settings settings) {
    return new DeadLetterSettings(settings.get(READERS), settings.get(TIMEOUT));
  }
}

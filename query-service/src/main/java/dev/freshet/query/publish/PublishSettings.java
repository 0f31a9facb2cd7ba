package dev.freshet.query.publish;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Publishing over HTTP.
 *
 * @param maxBytes the largest file
 * @param maxHeldBytes how many bytes of bodies are held at once
 * @param timeout how long Kafka may take to make a record durable
 */
public record PublishSettings(long maxBytes, long maxHeldBytes, Duration timeout) {
  /** The largest file; the jobs read the same setting. */
  public static final Setting<Long> MAX_BYTES =
      Setting.size(
          "publish.max-bytes", "50MB", 1_000, 60_000_000, "The largest file that is taken.");

  /** Bytes of bodies at once. */
  public static final Setting<Long> MAX_HELD_BYTES =
      Setting.size(
          "publish.max-held-bytes",
          "128MiB",
          1,
          100_000_000_000L,
          "Bytes of bodies held at once; who comes when they are taken waits.");

  /** How long Kafka may take. */
  public static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "publish.timeout",
          "30s",
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          "How long Kafka may take to make a record durable.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(MAX_BYTES, MAX_HELD_BYTES, TIMEOUT);

  /** Reads them. */
  public static PublishSettings of(Settings settings) {
    long max = settings.get(MAX_BYTES);
    return new PublishSettings(
        max, Math.max(max, settings.get(MAX_HELD_BYTES)), settings.get(TIMEOUT));
  }
}

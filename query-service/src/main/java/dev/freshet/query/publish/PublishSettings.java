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
 * @param uploads how many larger files are taken in at once
 * @param uploadTimeout how long one of those may take
 */
public record PublishSettings(
    long maxBytes, long maxHeldBytes, Duration timeout, int uploads, Duration uploadTimeout) {
  /** The largest file; the jobs read the same setting. */
  public static final Setting<Long> MAX_BYTES =
      Setting.size(
          "publish.max-bytes",
          "50MB",
          1_000,
          60_000_000,
          "The largest file that is taken into a record; over HTTP a larger one goes to claim.location.");

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

  /** Larger files at once. */
  public static final Setting<Integer> UPLOADS =
      Setting.integer(
          "publish.uploads",
          4,
          1,
          1_000,
          "How many files beyond publish.max-bytes are taken in at once; who comes when there are"
              + " as many waits for publish.timeout.");

  /** How long one of those may take. */
  public static final Setting<Duration> UPLOAD_TIMEOUT =
      Setting.duration(
          "publish.upload-timeout",
          "15m",
          Duration.ofSeconds(1),
          Duration.ofHours(5),
          "How long a client may take to send a file beyond publish.max-bytes.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(MAX_BYTES, MAX_HELD_BYTES, TIMEOUT, UPLOADS, UPLOAD_TIMEOUT);

  /** Reads them. */
  public static PublishSettings of(Settings settings) {
    long max = settings.get(MAX_BYTES);
    return new PublishSettings(
        max,
        Math.max(max, settings.get(MAX_HELD_BYTES)),
        settings.get(TIMEOUT),
        settings.get(UPLOADS),
        settings.get(UPLOAD_TIMEOUT));
  }
}

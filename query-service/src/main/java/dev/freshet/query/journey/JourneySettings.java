package dev.freshet.query.journey;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Telling where a document is.
 *
 * @param readers how many requests look at once
 * @param timeout how long one request looks, before it answers with what it has found
 * @param records how many records of a kind one request looks at
 */
public record JourneySettings(int readers, Duration timeout, int records) {
  /** Readers at once. */
  public static final Setting<Integer> READERS =
      Setting.integer(
          "journey.readers",
          2,
          1,
          32,
          "Requests that look for a document on Kafka at once; more of them wait.");

  /** How long one request looks. */
  public static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "journey.timeout",
          "3s",
          Duration.ofMillis(300),
          Duration.ofSeconds(30),
          "How long one request looks for a document on Kafka before it answers with what it has"
              + " found.");

  /** How many records it looks at. */
  public static final Setting<Integer> RECORDS =
      Setting.integer(
          "journey.records",
          5_000,
          1,
          1_000_000,
          "How many records of a source that are not retrievable yet, and how many index events,"
              + " one request looks through for a document, the newest first.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(READERS, TIMEOUT, RECORDS);

  /** Reads them. */
  public static JourneySettings of(Settings settings) {
    return new JourneySettings(settings.get(READERS), settings.get(TIMEOUT), settings.get(RECORDS));
  }
}

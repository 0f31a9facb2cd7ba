package dev.freshet.standalone.diagnosis;

import dev.freshet.common.settings.Durations;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
  private Figures() {}

  /** Such as {@code 1.5 GiB}. */
  static String bytes(long bytes) {
    if (bytes >= 1L << 30) {
      return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
    return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }

  /** Such as {@code 7d}. */
  static String time(long millis) {
    return Durations.text(Duration.ofMillis(millis));
  }
}

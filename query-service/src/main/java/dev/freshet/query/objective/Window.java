package dev.freshet.query.objective;

import java.time.Duration;

/**
 * The windows that burn rates are told of: those of the multi-window alerts of Google's SRE
 * workbook. A long one says that it is serious, a short one that it still goes on.
 */
enum Window {
  MINUTES_5("5m", Duration.ofMinutes(5)),
  MINUTES_30("30m", Duration.ofMinutes(30)),
  HOUR("1h", Duration.ofHours(1)),
  HOURS_6("6h", Duration.ofHours(6)),
  DAYS_3("3d", Duration.ofDays(3));

  private final String label;
  private final Duration length;

  Window(String label, Duration length) {
    this.label = label;
    this.length = length;
  }

  String label() {
    return label;
  }

  long minutes() {
    return length.toMinutes();
  }

  static Window longest() {
    return values()[values().length - 1];
  }
}

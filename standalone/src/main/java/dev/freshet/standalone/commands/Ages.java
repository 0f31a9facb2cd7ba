package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;

/** Spans of time as people say them. */
final class Ages {
  private Ages() {}

  /** Of seconds: {@code 0.2 s}, {@code 12 s}, {@code 3 min}, {@code 5 h}, {@code 2 d}. */
  static String text(double seconds) {
    if (seconds < 10) {
      return "%.1f s".formatted(seconds);
    }
    if (seconds < 120) {
      return "%.0f s".formatted(seconds);
    }
    if (seconds < 7_200) {
      return "%.0f min".formatted(seconds / 60);
    }
    return seconds < 172_800
        ? "%.0f h".formatted(seconds / 3_600)
        : "%.0f d".formatted(seconds / 86_400);
  }

  /** How far the index is behind, as an answer's {@code ageSeconds} says it. */
  static String behind(JsonNode age) {
    return age.isNumber()
        ? "the index is " + text(age.asDouble()) + " behind"
        : "freshness unknown";
  }
}

package dev.freshet.common.telemetry;

import java.util.Map;

/**
 * What a meter holds at one moment.
 *
 * @param labels by name
 * @param value a counter's total, a gauge's level (NaN where it is not known), how many times a
 *     timer measured
 * @param times a timer's; {@link Distribution#NONE} of others
 */
public record Measured(Map<String, String> labels, double value, Distribution times) {
  /** Copies the labels. */
  public Measured {
    labels = Map.copyOf(labels);
  }

  /** Whether a label has one of these values. */
  public boolean has(String label, String... values) {
    String its = labels.getOrDefault(label, "");
    for (String value : values) {
      if (its.equals(value)) {
        return true;
      }
    }
    return false;
  }
}

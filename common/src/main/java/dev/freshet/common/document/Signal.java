package dev.freshet.common.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of a document's quality when it was parsed: see docs/quality.md for the rules.
 *
 * @param kind what was measured
 * @param value as the kind says; rounded to four places
 * @param detail the value in words, at most {@link #MAX_DETAIL} characters and never what the
 *     document says; empty where the value says it all
 * @param flagged whether it was beyond the threshold that was set then
 */
public record Signal(Kind kind, double value, String detail, boolean flagged) {
  /** The longest detail. */
  public static final int MAX_DETAIL = 200;

  /** What is measured. */
  public enum Kind {
    /** Share of its pages, or else of its sections, that hold no text: 0 to 1. */
    EMPTY,
    /** Share of its characters that are no readable text: 0 to 1. */
    GARBLED,
    /** How sure its language is, 0 to 1; the detail is the language, {@code und} where unknown. */
    LANGUAGE,
    /** How many of its facts contradict each other; the detail names the contradictions. */
    METADATA,
    /** How many personal data the rules found; the detail counts them by sort. */
    PII,
    /** Days from its newest date to when it was published; the detail is that date. */
    AGE;

    /** The name in JSON, settings and labels. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** All labels. */
    public static List<String> labels() {
      return Arrays.stream(values()).map(Kind::label).toList();
    }

    /**
     * The kind of a label.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static Kind of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  private static final double PLACES = 10_000;

  /** Rounds the value and cuts the detail. */
  public Signal {
    value = Math.round(value * PLACES) / PLACES;
    detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
  }
}

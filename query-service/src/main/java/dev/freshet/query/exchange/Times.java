package dev.freshet.query.exchange;

import dev.freshet.common.text.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;

/** Reads times of RFC 3339. */
public final class Times {
  private Times() {}

  /**
   * The time.
   *
   * @param name of the field or parameter, for the problem
   * @throws Problem where it is none
   */
  public static Instant read(String name, String text) {
    try {
      return Rfc3339.read(text);
    } catch (DateTimeException _) {
      throw Problem.field(
          name, "\"" + name + "\" is no RFC 3339 time: give one such as 2026-07-01T12:00:00Z");
    }
  }
}

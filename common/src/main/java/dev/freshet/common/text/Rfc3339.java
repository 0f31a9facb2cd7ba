package dev.freshet.common.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as RFC 3339 writes them. */
public final class Rfc3339 {
  private static final int LAST_YEAR = 9999;

  private Rfc3339() {}

  /**
   * A time with its offset, of the years 0000 to 9999 in UTC: Java reads more than the RFC has, and
   * reckoning with such times overflows.
   *
   * @throws DateTimeException for what is none
   */
  public static Instant read(String text) {
    Instant time = OffsetDateTime.parse(text).toInstant();
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    if (year < 0 || year > LAST_YEAR) {
      throw new DateTimeException("the year " + year + " has not four digits");
    }
    return time;
  }
}

package dev.freshet.query.access;

/**
 * How much one credential may ask.
 *
 * @param perSecond requests a second in the long run; 0: any number
 * @param burst requests at a stroke, at least 1 where there is a rate
 * @param perDay requests in a day of UTC; 0: any number
 */
record Limits(double perSecond, int burst, long perDay) {
  /**
   * From what was given.
   *
   * @param burst 0: twice the rate, at least 1
   */
  static Limits of(double perSecond, int burst, long perDay) {
    if (perSecond == 0) {
      return new Limits(0, 0, perDay);
    }
    int twice = (int) Math.max(1, Math.ceil(2 * perSecond));
    return new Limits(perSecond, burst == 0 ? twice : burst, perDay);
  }

  boolean rated() {
    return perSecond > 0;
  }

  boolean counted() {
    return perDay > 0;
  }
}

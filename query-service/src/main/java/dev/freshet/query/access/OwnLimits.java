package dev.freshet.query.access;

import java.util.Optional;

/**
 * What an entry of the key file says of how much may be asked.
 *
 * @param perSecond requests a second, 0: any number; empty: as for the others
 * @param burst requests at a stroke; 0: twice the rate
 * @param perDay requests in a day of UTC, 0: any number; empty: as for the others
 */
record OwnLimits(Optional<Double> perSecond, int burst, Optional<Integer> perDay) {
  /** What holds, where the others have these. */
  Limits over(Limits others) {
    Limits rate = perSecond.map(own -> Limits.of(own, burst, 0)).orElse(others);
    long quota = perDay.map(Integer::longValue).orElse(others.perDay());
    return new Limits(rate.perSecond(), rate.burst(), quota);
  }
}

package dev.freshet.query.access;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What one credential has asked. Its limits may be others from one request to the next. */
final class Allowance {
  private final Bucket bucket;
  private LocalDate day;
  private long today;
  private long requests;
  private long refused;

  Allowance(Limits limits, Instant now) {
    bucket = new Bucket(limits.burst(), now);
    day = day(now);
  }

  /**
   * How things stand.
   *
   * @param taken whether the request is let in
   * @param left of the burst; 0 where there is no rate
   * @param full until the burst is whole again
   * @param used today
   * @param newDay until the next day begins
   * @param pause how long to wait before asking again; zero where it is let in
   * @param requests let in since the start
   * @param refused since the start
   */
  record State(
      boolean taken,
      int left,
      Duration full,
      long used,
      Duration newDay,
      Duration pause,
      long requests,
      long refused) {}

  /** Counts a request, which is let in or not. */
  synchronized State take(Limits limits, Instant now) {
    turn(now);
    boolean within = !limits.counted() || today < limits.perDay();
    boolean taken = within && (!limits.rated() || take(limits, now, bucket));
    if (taken) {
      today++;
      requests++;
    } else {
      refused++;
    }
    Duration pause =
        taken ? Duration.ZERO : within ? bucket.untilOne(limits.perSecond()) : newDay(now);
    return state(limits, now, taken, pause);
  }

  private static boolean take(Limits limits, Instant now, Bucket bucket) {
    return bucket.take(limits.perSecond(), limits.burst(), now);
  }

  /** How things stand; counts nothing. */
  synchronized State look(Limits limits, Instant now) {
    turn(now);
    return state(limits, now, true, Duration.ZERO);
  }

  private State state(Limits limits, Instant now, boolean taken, Duration pause) {
    boolean rated = limits.rated();
    return new State(
        taken,
        rated ? bucket.left(limits.perSecond(), limits.burst(), now) : 0,
        rated ? bucket.untilFull(limits.perSecond(), limits.burst()) : Duration.ZERO,
        today,
        newDay(now),
        pause,
        requests,
        refused);
  }

  /** A clock that goes back does not give the day's requests once more. */
  private void turn(Instant now) {
    LocalDate current = day(now);
    if (current.isAfter(day)) {
      day = current;
      today = 0;
    }
  }

  private static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private Duration newDay(Instant now) {
    return Duration.between(now, day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}

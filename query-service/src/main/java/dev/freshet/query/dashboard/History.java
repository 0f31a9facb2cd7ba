package dev.freshet.query.dashboard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last points of all lines, the oldest first. Safe to use from several threads. */
final class History {
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  /** How many are kept: an hour, of one each five seconds. */
  static final int POINTS = 720;

  /**
   * One point of every line.
   *
   * @param at later than that of the point before
   * @param values one a line, in their order; NaN where nothing was measured
   */
  record Point(Instant at, List<Double> values) {
    /** Rounds them to what is shown: once, and not for each who asks. */
    Point {
      values = values.stream().map(Point::rounded).toList();
    }

    private static double rounded(double value) {
      return Double.isFinite(value)
          ? new BigDecimal(value).round(DIGITS).doubleValue()
          : Double.NaN;
    }
  }

  private final Deque<Point> points = new ArrayDeque<>(POINTS);

  /** Adds the newest; the oldest goes where there are enough. */
  synchronized void add(Instant at, List<Double> values) {
    if (points.size() == POINTS) {
      points.removeFirst();
    }
    Point last = points.peekLast();
    // A clock that was set back must not hide new points from whoever asks for those after a time.
    Instant next = last == null || at.isAfter(last.at()) ? at : last.at().plusMillis(1);
    points.addLast(new Point(next, values));
  }

  /** Those after a time, or all. */
  synchronized List<Point> after(Optional<Instant> time) {
    return points.stream().filter(p -> time.isEmpty() || p.at().isAfter(time.get())).toList();
  }
}

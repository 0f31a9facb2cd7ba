package dev.freshet.query.dashboard;

import java.util.List;
import java.util.Optional;

/**
 * A plot.
 *
 * @param id names it in JSON and on the page
 * @param sparse whether only those lines are worth showing that are anything but 0
 */
record Panel(
    String id, String title, Unit unit, List<Line> lines, Optional<Limit> limit, boolean sparse) {
  Panel {
    lines = List.copyOf(lines);
  }

  /** One whose lines are all shown, and that no alert and no objective speaks of. */
  static Panel of(String id, String title, Unit unit, Line... lines) {
    return new Panel(id, title, unit, List.of(lines), Optional.empty(), false);
  }

  /** The same with a limit to all its lines. */
  Panel above(double value, String name) {
    return limited(value, true, name, lines.stream().map(Line::id).toList());
  }

  /** The same with a limit to some of its lines. */
  Panel above(double value, String name, String... those) {
    return limited(value, true, name, List.of(those));
  }

  /** The same with a limit that its lines are to stay above. */
  Panel below(double value, String name) {
    return limited(value, false, name, lines.stream().map(Line::id).toList());
  }

  private Panel limited(double value, boolean above, String name, List<String> those) {
    List<String> there =
        those.stream().filter(lines.stream().map(Line::id).toList()::contains).toList();
    Optional<Limit> its =
        there.isEmpty() ? Optional.empty() : Optional.of(new Limit(value, above, name, there));
    return new Panel(id, title, unit, lines, its, sparse);
  }

  /** What its values are. */
  enum Unit {
    SECONDS,
    BYTES,
    /** From 0 to 1. */
    SHARE,
    /** How many there are. */
    COUNT,
    /** How many came in an interval. */
    EACH,
    /** How many come in a second. */
    PER_SECOND
  }

  /**
   * A line of it.
   *
   * @param id names it within the panel
   * @param needs what this process has to measure for it
   */
  record Line(String id, String name, Figure figure, Optional<Need> needs) {
    Line(String id, String name, Figure figure) {
      this(id, name, figure, Optional.empty());
    }

    /** One that people call as programs do. */
    Line(String name, Figure figure) {
      this(name, name, figure);
    }

    /** The same, where only some processes know it. */
    Line where(Need need) {
      return new Line(id, name, figure, Optional.of(need));
    }
  }

  /**
   * What only some processes measure.
   *
   * @param meter that is there from the start where they do
   * @param otherwise what a person is told in its place
   */
  record Need(String meter, String otherwise) {}

  /**
   * What lines are held against.
   *
   * @param above whether it is broken above the value, or else below
   * @param name of the setting or of the alert that it is from
   * @param lines which
   */
  record Limit(double value, boolean above, String name, List<String> lines) {
    Limit {
      lines = List.copyOf(lines);
    }
  }
}

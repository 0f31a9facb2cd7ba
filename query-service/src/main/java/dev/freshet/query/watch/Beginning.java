package dev.freshet.query.watch;

import dev.freshet.common.document.LogPartition;
import dev.freshet.query.exchange.Problem;
import java.util.List;
import java.util.Optional;

/** Where a watch begins. */
sealed interface Beginning {
  /** Now. */
  record Anew() implements Beginning {}

  /** Now, though it was further back: what lies between is missed. */
  record Lost() implements Beginning {}

  /**
   * Where it was.
   *
   * @param cursor how far it was
   * @param from from where on it is read again, to find what was pushed
   */
  record Again(Cursor cursor, Positions from) implements Beginning {}

  /**
   * After an event.
   *
   * @param id of the event
   * @param generation that serves
   * @param partitions its partitions, in order
   * @param point as far as readers read
   * @param most so many records may be read again
   * @throws Problem 400 where the id is none of ours
   */
  static Beginning after(
      String id, String generation, List<LogPartition> partitions, Positions point, long most) {
    Optional<String> of = Cursor.generation(id);
    if (of.isEmpty()) {
      throw unknown();
    }
    if (!of.get().equals(generation)) {
      return new Lost();
    }
    try {
      return Cursor.parse(id, partitions)
          .map(cursor -> resumed(cursor, point, most))
          .orElseGet(Lost::new);
    } catch (NumberFormatException _) {
      throw unknown();
    }
  }

  private static Beginning resumed(Cursor read, Positions point, long most) {
    // An offset that readers have not come to is no place that was ever told.
    Cursor cursor =
        new Cursor(
            read.generation(), read.since().min(point), read.done().min(point), read.within());
    long missed = point.since(cursor.done());
    if (missed > most) {
      return new Lost();
    }
    return new Again(cursor, cursor.done().back(cursor.since(), most - missed));
  }

  private static Problem unknown() {
    return Problem.field(
        "Last-Event-ID",
        "the id to go on from is no id of a watch: give the last one heard, or leave it out");
  }
}

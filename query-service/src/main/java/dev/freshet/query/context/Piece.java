package dev.freshet.query.context;

import dev.freshet.common.store.FoundPassage;
import java.util.List;

/**
 * A passage made ready for a context.
 *
 * @param rank its place among all that was retrieved, from 0, best first
 * @param found the passage
 * @param path its headings in one line; empty: it has none
 * @param text its text, lines kept; less than the passage has where it was cut
 * @param rules that found something in it or in what is said of its document
 * @param nameless whether what is said of its document must not be shown
 * @param cut whether its end was cut off
 */
record Piece(
    int rank,
    FoundPassage found,
    String path,
    String text,
    List<String> rules,
    boolean nameless,
    boolean cut) {

  Piece {
    rules = List.copyOf(rules);
  }

  boolean suspicious() {
    return !rules.isEmpty();
  }

  int ordinal() {
    return found.passage().ordinal();
  }

  /** Its beginning alone. */
  Piece upTo(int characters) {
    return new Piece(
        rank, found, path, text.substring(0, characters).stripTrailing(), rules, nameless, true);
  }

  /** With what was found besides. */
  Piece flagged(List<String> more) {
    return new Piece(rank, found, path, text, more, nameless, cut);
  }

  /** Whether this one goes on where the other ends. */
  boolean follows(Piece other) {
    return other.found.identity().equals(found.identity())
        && other.ordinal() + 1 == ordinal()
        && !other.cut;
  }
}

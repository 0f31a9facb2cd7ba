package dev.freshet.evaluation.cutting;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** A way to cut a text, without overlap. */
interface Cutter {
  /** For people. */
  String name();

  /** The passages of a text, in order. */
  List<Cut> cut(String text);

  /**
   * A passage as cut.
   *
   * @param text of the document
   * @param embedded with what stands before it when it is embedded
   */
  record Cut(String text, String embedded) {}

  /**
   * All passages of all texts, where they stand.
   *
   * @throws IllegalStateException when more than one letter in a thousand cannot be found again
   */
  default List<Piece> pieces(SequencedMap<String, String> texts) {
    List<Piece> pieces = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          Locator locator = new Locator(text);
          for (Cut cut : cut(text)) {
            locator.next(cut.text()).ifPresent(s -> pieces.add(new Piece(name, s, cut.embedded())));
          }
          if (locator.lost() > text.length() / 1_000) {
            throw new IllegalStateException(
                name()
                    + ": "
                    + locator.lost()
                    + " letters of "
                    + name
                    + " are not where they were");
          }
        });
    return pieces;
  }
}

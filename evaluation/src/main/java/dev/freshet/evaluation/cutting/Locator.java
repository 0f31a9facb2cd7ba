package dev.freshet.evaluation.cutting;

import java.util.Optional;

/**
 * Finds passages in the text they were cut from, in order. Only letters and digits are compared:
 * cutters join lines, drop bullets and trim blanks.
 */
final class Locator {
  private final StringBuilder letters = new StringBuilder();
  private final int[] places;
  private int next;
  private int lost;

  Locator(String text) {
    places = new int[text.length()];
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        places[letters.length()] = i;
        letters.append(text.charAt(i));
      }
    }
  }

  /**
   * Where the next passage stands, from the first of its lines that is found to the last.
   *
   * @return empty where none of its lines is found after the passage before, or none has a letter
   */
  Optional<Span> next(String passage) {
    int from = -1;
    int to = -1;
    for (String line : passage.split("\n", -1)) {
      String wanted = letters(line);
      if (wanted.isEmpty()) {
        continue;
      }
      int at = letters.indexOf(wanted, next);
      if (at < 0) {
        lost += wanted.length();
        continue;
      }
      from = from < 0 ? at : from;
      to = at + wanted.length();
      next = to;
    }
    return from < 0 ? Optional.empty() : Optional.of(new Span(places[from], places[to - 1] + 1));
  }

  /** Letters and digits of passages that were found nowhere. */
  int lost() {
    return lost;
  }

  private static String letters(String line) {
    StringBuilder only = new StringBuilder();
    line.chars().filter(c -> Character.isLetterOrDigit((char) c)).forEach(c -> only.append((char) c));
    return only.toString();
  }
}

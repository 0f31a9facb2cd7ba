package dev.freshet.evaluation.cutting;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds passages in the text they were cut from, in order. Only letters and digits are compared,
 * taken apart into their simplest form: cutters join lines, drop bullets, trim blanks and compose
 * accents.
 */
final class Locator {
  private final String letters;
  private final int[] places;
  private int next;
  private int lost;

  Locator(String text) {
    StringBuilder simple = new StringBuilder();
    int[] at = new int[2 * text.length() + 16];
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      String plain = letters(Character.toString(text.codePointAt(i)));
      if (simple.length() + plain.length() > at.length) {
        at = Arrays.copyOf(at, 2 * at.length);
      }
      Arrays.fill(at, simple.length(), simple.length() + plain.length(), i);
      simple.append(plain);
    }
    letters = simple.toString();
    places = at;
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

  private static String letters(String text) {
    StringBuilder only = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKD)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(only::appendCodePoint);
    return only.toString();
  }
}

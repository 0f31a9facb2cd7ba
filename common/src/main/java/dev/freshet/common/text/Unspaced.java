package dev.freshet.common.text;

import java.lang.Character.UnicodeScript;

/** Scripts that put no blanks between words: a run of their letters is a sentence, and no word. */
public final class Unspaced {
  /** Thai; before it no script is one of them. */
  private static final int FIRST = 0xE00;

  private Unspaced() {}

  /** Whether a code point is a letter of such a script, and to be taken for a word by itself. */
  public static boolean standsAlone(int c) {
    return c >= FIRST
        && switch (UnicodeScript.of(c)) {
          case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> Character.isLetter(c);
          default -> false;
        };
  }
}

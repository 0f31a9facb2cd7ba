package dev.freshet.ingest.quality;

import dev.freshet.common.document.Sketch;
import dev.freshet.common.text.StableHash;
import dev.freshet.common.text.Unspaced;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes a text's {@link Sketch}: every run of {@link #RUN} words is hashed in {@link Sketch#VALUES}
 * ways, and of each way the least is kept. Words are letters, marks and digits, whatever their
 * case; a letter of a script without blanks is one. Every number here is part of the rule: whoever
 * changes one gives the rule another number.
 */
final class Sketching {
  /** Words of a run. */
  static final int RUN = 5;

  /** With fewer words a text says what many say: a cover note, a form that nobody filled in. */
  static final int FEWEST_WORDS = 50;

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final long[] WAYS = ways();

  private final int[] least = new int[Sketch.VALUES];
  private final long[] run = new long[RUN];
  private int words;

  private Sketching() {
    Arrays.fill(least, Integer.MAX_VALUE);
  }

  private static long[] ways() {
    long[] ways = new long[Sketch.VALUES];
    for (int i = 0; i < ways.length; i++) {
      ways[i] = StableHash.mixed((i + 1) * GOLDEN) | 1;
    }
    return ways;
  }

  /**
   * @param text normalised; all of it is looked at
   * @return empty where it has too few words
   */
  static Optional<Sketch> of(String text) {
    var sketching = new Sketching();
    sketching.read(text);
    return sketching.words < FEWEST_WORDS ? Optional.empty() : Optional.of(sketching.sketch());
  }

  private void read(String text) {
    long word = 0;
    boolean inWord = false;
    for (int i = 0; i <= text.length(); ) {
      int c = i < text.length() ? text.codePointAt(i) : ' ';
      i += Character.charCount(c);
      boolean alone = Unspaced.standsAlone(c);
      if (!alone && belongsToWord(c)) {
        word = (word ^ Character.toLowerCase(c)) * 0x100000001b3L;
        word ^= word >>> 29;
        inWord = true;
        continue;
      }
      if (inWord) {
        add(StableHash.mixed(word));
        word = 0;
        inWord = false;
      }
      if (alone) {
        add(StableHash.mixed(c));
      }
    }
  }

  private static boolean belongsToWord(int c) {
    return c < 0x80
        ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        : Character.isLetterOrDigit(c) || isMark(c);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private void add(long word) {
    run[words % RUN] = word;
    words++;
    if (words < RUN) {
      return;
    }
    long all = 0;
    for (int i = 0; i < RUN; i++) {
      all = all * GOLDEN + run[(words + i) % RUN];
    }
    all = StableHash.mixed(all);
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.min(least[i], (int) ((all * WAYS[i]) >>> Integer.SIZE));
    }
  }

  /** Of each least value one byte, mixed: the least ones of long texts are all small. */
  private Sketch sketch() {
    byte[] values = new byte[least.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) StableHash.mixed(least[i] * GOLDEN);
    }
    return Sketch.of(values);
  }
}

package dev.freshet.standalone.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Texts that were met, for telling equal and nearly equal ones; some 400 bytes of memory each. */
final class Seen {
  /** Of texts that share a band at most so many are compared: the last ones. */
  private static final int MOST_COMPARED = 256;

  private static final int NONE = -1;

  private final LongSet exact = new LongSet();
  private final List<Sketch> sketches = new ArrayList<>();
  private final Latest latest = new Latest();

  /** By text and band, the text before it that shares that band. */
  private int[] before = new int[1024];

  /**
   * A text as it is compared.
   *
   * @param exact a hash of all that counts of it
   * @param sketch of it
   */
  record Mark(long exact, Sketch sketch) {}

  /** Whether it, or one that is nearly equal, was met. */
  boolean has(Mark mark) {
    if (exact.contains(mark.exact())) {
      return true;
    }
    for (int band = 0; band < Sketch.BANDS; band++) {
      int other = latest.get(mark.sketch().band(band));
      for (int i = 0; other != NONE && i < MOST_COMPARED; i++) {
        if (mark.sketch().isNear(sketches.get(other))) {
          return true;
        }
        other = before[other * Sketch.BANDS + band];
      }
    }
    return false;
  }

  void add(Mark mark) {
    if (!exact.add(mark.exact())) {
      return;
    }
    int number = sketches.size();
    sketches.add(mark.sketch());
    while (before.length < (number + 1) * Sketch.BANDS) {
      before = Arrays.copyOf(before, before.length * 2);
    }
    for (int band = 0; band < Sketch.BANDS; band++) {
      before[number * Sketch.BANDS + band] = latest.put(mark.sketch().band(band), number);
    }
  }

  /** The last text of each band. */
  private static final class Latest {
    private long[] bands = new long[4096];
    private int[] texts = filled(4096);
    private int size;

    private static int[] filled(int length) {
      int[] texts = new int[length];
      Arrays.fill(texts, NONE);
      return texts;
    }

    int get(long band) {
      return texts[place(band)];
    }

    /** The one that was the last before. */
    int put(long band, int text) {
      if (2L * (size + 1) > bands.length) {
        grow();
      }
      int at = place(band);
      int former = texts[at];
      size += former == NONE ? 1 : 0;
      bands[at] = band;
      texts[at] = text;
      return former;
    }

    private int place(long band) {
      int at = (int) (band & bands.length - 1);
      while (texts[at] != NONE && bands[at] != band) {
        at = at + 1 & bands.length - 1;
      }
      return at;
    }

    private void grow() {
      long[] formerBands = bands;
      int[] formerTexts = texts;
      bands = new long[Math.multiplyExact(formerBands.length, 2)];
      texts = filled(bands.length);
      for (int i = 0; i < formerBands.length; i++) {
        if (formerTexts[i] != NONE) {
          int at = place(formerBands[i]);
          bands[at] = formerBands[i];
          texts[at] = formerTexts[i];
        }
      }
    }
  }
}

package dev.freshet.standalone.dataset;

import dev.freshet.common.text.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What of a text tells how alike it is to others (MinHash): of each of 64 hash functions the least
 * over the text's shingles. The share of equal ones estimates the share of shingles that two texts
 * have in common, of all that either has. Texts of which that is four fifths are nearly equal.
 */
final class Sketch {
  /** How many of its parts texts are found by: with nine tenths in common 97 in 100 share one. */
  static final int BANDS = 5;

  private static final int SIZE = 64;
  private static final int BAND = 6;
  private static final int NEAR = SIZE * 4 / 5;
  private static final int SHINGLE = 3;

  /** What has to be equal besides; 0: nothing. */
  private final long besides;

  private final char[] least = new char[SIZE];

  private Sketch(List<String> shingles, long besides) {
    this.besides = besides;
    long[] all = new long[SIZE];
    Arrays.fill(all, Long.MAX_VALUE);
    for (String shingle : shingles) {
      long hash = StableHash.of(shingle);
      for (int i = 0; i < SIZE; i++) {
        all[i] = Math.min(all[i], StableHash.mixed(hash + i * 0x9E3779B97F4A7C15L));
      }
    }
    for (int i = 0; i < SIZE; i++) {
      least[i] = (char) StableHash.mixed(all[i]);
    }
  }

  /**
   * Of a short text, by its characters.
   *
   * @param besides a hash of what has to be equal too
   */
  static Sketch ofCharacters(String text, long besides) {
    List<String> shingles = new ArrayList<>();
    for (int i = 0; i + SHINGLE <= text.length(); i++) {
      shingles.add(text.substring(i, i + SHINGLE));
    }
    return new Sketch(shingles.isEmpty() ? List.of(text) : shingles, besides);
  }

  /** Of a long text, by its words. */
  static Sketch ofWords(List<String> words) {
    List<String> shingles = new ArrayList<>();
    for (int i = 0; i + SHINGLE <= words.size(); i++) {
      shingles.add(String.join(" ", words.subList(i, i + SHINGLE)));
    }
    return new Sketch(shingles.isEmpty() ? List.of(String.join(" ", words)) : shingles, 0);
  }

  boolean isNear(Sketch other) {
    int equal = 0;
    for (int i = 0; i < SIZE; i++) {
      equal += least[i] == other.least[i] ? 1 : 0;
    }
    return equal >= NEAR && besides == other.besides;
  }

  /** A number that nearly equal texts mostly share, of the bands from 0. */
  long band(int number) {
    long band = StableHash.mixed(besides + number);
    for (int i = number * BAND; i < (number + 1) * BAND; i++) {
      band = StableHash.mixed(band ^ least[i]);
    }
    return band;
  }
}

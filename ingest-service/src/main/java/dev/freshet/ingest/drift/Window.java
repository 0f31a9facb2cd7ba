package dev.freshet.ingest.drift;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Sums over some documents; of what they say only numbers and bits are kept. Not thread-safe. */
final class Window {
  private static final int VOCABULARY_BITS = 20;
  private static final int LENGTHS = Integer.SIZE;

  /** Spreads hashes: a multiple of the golden ratio. */
  private static final int SPREAD = 0x9E3779B9;

  /** A bit for each word; some words share one. */
  private final BitSet vocabulary = new BitSet(1 << VOCABULARY_BITS);

  /** A closed list of tags. */
  private final Map<String, Integer> languages = new HashMap<>();

  /** By the power of two below. */
  private final Map<Integer, Integer> lengths = new HashMap<>(LENGTHS);

  private double[] centroids = {};
  private int documents;
  private long words;
  private long unknown;

  /**
   * One more document.
   *
   * @param known the vocabulary of the reference
   */
  void add(Sample sample, BitSet known) {
    documents++;
    languages.merge(sample.language(), 1, Integer::sum);
    lengths.merge(Integer.numberOfLeadingZeros(sample.tokens()), 1, Integer::sum);
    centroids = centroids.length == 0 ? new double[sample.centroid().length] : centroids;
    for (int i = 0; i < Math.min(centroids.length, sample.centroid().length); i++) {
      centroids[i] += sample.centroid()[i];
    }
    for (int word : sample.words()) {
      int bit = (word * SPREAD) >>> (Integer.SIZE - VOCABULARY_BITS);
      unknown += known.get(bit) ? 0 : 1;
      vocabulary.set(bit);
    }
    words += sample.words().length;
  }

  int documents() {
    return documents;
  }

  Map<String, Integer> languages() {
    return languages;
  }

  Map<Integer, Integer> lengths() {
    return lengths;
  }

  double[] centroids() {
    return centroids;
  }

  /** Share of the words that the reference has not; 0 of no words. */
  double unknown() {
    return words == 0 ? 0 : (double) unknown / words;
  }

  void addVocabularyTo(BitSet all) {
    all.or(vocabulary);
  }
}

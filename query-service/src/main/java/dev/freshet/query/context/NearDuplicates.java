package dev.freshet.query.context;

import dev.freshet.common.text.TextNormaliser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells passages that say, in nearly the same words, what a better one says. Compared are runs of
 * words (shingles: Broder, "On the resemblance and containment of documents", 1997): a passage is a
 * near-duplicate where most of its own stand in one that was kept, and where each number and each
 * negation of it, with the word before, is there too. So of two texts that differ in a date or in a
 * "not" both stay. Not thread-safe: belongs to one context.
 */
final class NearDuplicates {
  /** Words of a shingle; of shorter texts, all of them. */
  static final int WORDS = 4;

  private static final Set<String> NEGATIONS =
      Set.of(
          "not", "no", "never", "none", "without", "nicht", "kein", "keine", "nie", "ne", "pas",
          "non", "ни", "не", "нет");

  private final double sameWording;
  private final List<Wording> kept = new ArrayList<>();

  /**
   * @param sameWording the share of a passage's shingles that must stand in another, 0 to 1
   */
  NearDuplicates(double sameWording) {
    this.sameWording = sameWording;
  }

  /** A passage's wording: sorted hashes of its shingles, and what must not get lost. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Wording(Piece piece, long[] shingles, Set<String> facts) {}

  /** Keeps the piece, unless one that was kept says the same. */
  boolean keep(Piece piece) {
    Wording wording = wording(piece);
    for (Wording better : kept) {
      // Neighbours overlap and are read as one: that says nothing.
      boolean neighbours =
          piece.found().identity().equals(better.piece().found().identity())
              && Math.abs(piece.ordinal() - better.piece().ordinal()) == 1;
      if (!neighbours
          && share(wording.shingles(), better.shingles()) >= sameWording
          && better.facts().containsAll(wording.facts())) {
        return false;
      }
    }
    kept.add(wording);
    return true;
  }

  private static Wording wording(Piece piece) {
    String[] words =
        TextNormaliser.normalise(piece.text())
            .toLowerCase(Locale.ROOT)
            .split("[^\\p{L}\\p{M}\\p{N}]+", -1);
    Set<String> facts = new HashSet<>();
    List<String> spoken = new ArrayList<>();
    String before = "";
    for (String word : words) {
      if (!word.isEmpty()) {
        spoken.add(word);
        if (word.chars().anyMatch(Character::isDigit) || NEGATIONS.contains(word)) {
          facts.add(before + ' ' + word);
        }
        before = word;
      }
    }
    return new Wording(piece, shingles(spoken), facts);
  }

  private static long[] shingles(List<String> words) {
    if (words.size() < WORDS) {
      return new long[] {hash(words, 0, words.size())};
    }
    long[] hashes = new long[words.size() - WORDS + 1];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = hash(words, i, i + WORDS);
    }
    return Arrays.stream(hashes).sorted().distinct().toArray();
  }

  /** Of the first's shingles, the share that the second has. */
  private static double share(long[] of, long[] in) {
    int shared = 0;
    for (int i = 0, j = 0; i < of.length && j < in.length; ) {
      if (of[i] == in[j]) {
        shared++;
        i++;
        j++;
      } else if (of[i] < in[j]) {
        i++;
      } else {
        j++;
      }
    }
    return (double) shared / of.length;
  }

  private static long hash(List<String> words, int from, int to) {
    long hash = 0xcbf29ce484222325L;
    for (String word : words.subList(from, to)) {
      hash = (hash ^ word.hashCode()) * 0x100000001b3L;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}

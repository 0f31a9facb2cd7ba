package dev.freshet.query.context.suspicion;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as it is read: folded, and its words with what they mean. Rules ask it. Not thread-safe.
 */
final class Reading {
  private final String raw;
  private final String folded;
  private List<Word> words;

  /**
   * @param meanings bits of {@link Meaning}
   * @param ends whether a sentence ends behind it
   */
  record Word(long meanings, boolean ends) {}

  Reading(String raw) {
    this.raw = raw;
    this.folded = Folding.fold(raw);
  }

  /** The text as it came. */
  String raw() {
    return raw;
  }

  /** The text folded, with its line breaks. */
  String folded() {
    return folded;
  }

  /** Whether one of these stands anywhere in the folded text. */
  boolean holdsAny(List<String> literals) {
    return literals.stream().anyMatch(folded::contains);
  }

  /**
   * Whether one sentence has, within so many words, a word of each of these sets of meanings, in
   * whatever order: languages differ in that.
   *
   * @param within words, at least 1
   * @param sets made by {@link Meaning#any}
   */
  boolean near(int within, long... sets) {
    long wanted = 0;
    for (long set : sets) {
      wanted |= set;
    }
    List<Word> all = words();
    for (int i = 0; i < all.size(); i++) {
      if ((all.get(i).meanings() & wanted) != 0 && all(sets, from(all, i, within))) {
        return true;
      }
    }
    return false;
  }

  private static long from(List<Word> all, int start, int within) {
    long seen = 0;
    for (int i = start; i < Math.min(all.size(), start + within); i++) {
      seen |= all.get(i).meanings();
      if (all.get(i).ends()) {
        break;
      }
    }
    return seen;
  }

  private static boolean all(long[] sets, long seen) {
    for (long set : sets) {
      if ((set & seen) == 0) {
        return false;
      }
    }
    return true;
  }

  private List<Word> words() {
    if (words == null) {
      words = new ArrayList<>();
      new Words(folded, words).read();
    }
    return words;
  }
}

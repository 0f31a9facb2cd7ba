package dev.freshet.query.deadletters;

import java.util.TreeMap;

/** A set of offsets, one bit each where they lie close together. */
final class OffsetSet {
  private final TreeMap<Long, Long> words = new TreeMap<>();

  void add(long offset) {
    words.merge(offset >> 6, 1L << offset, (before, bit) -> before | bit);
  }

  boolean contains(long offset) {
    return (words.getOrDefault(offset >> 6, 0L) & 1L << offset) != 0;
  }

  /** Forgets offsets before this one, as far as whole words go. */
  void forgetBefore(long offset) {
    words.headMap(offset >> 6).clear();
  }

  /** How many words are held. */
  int size() {
    return words.size();
  }
}

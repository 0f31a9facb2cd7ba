package dev.freshet.stores.lucene;

/** Numbers of documents that were met: a set of longs in sixteen to thirty-two bytes each. */
final class SeenDocuments {
  private static final int FIRST_SIZE = 1 << 10;

  private long[] slots = new long[FIRST_SIZE];
  private boolean zero;
  private int size;

  /** Whether it was not there before. */
  boolean add(long document) {
    if (document == 0) {
      // Zero stands for an empty slot.
      boolean first = !zero;
      zero = true;
      size += first ? 1 : 0;
      return first;
    }
    if (2 * size >= slots.length) {
      grow();
    }
    boolean first = put(document);
    size += first ? 1 : 0;
    return first;
  }

  private boolean put(long document) {
    int mask = slots.length - 1;
    int slot = (int) (document >>> 32 ^ document) & mask;
    while (slots[slot] != 0) {
      if (slots[slot] == document) {
        return false;
      }
      slot = slot + 1 & mask;
    }
    slots[slot] = document;
    return true;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (long document : old) {
      if (document != 0) {
        put(document);
      }
    }
  }

  /** How many there are. */
  int size() {
    return size;
  }
}

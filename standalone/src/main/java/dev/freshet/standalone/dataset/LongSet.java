package dev.freshet.standalone.dataset;

import dev.freshet.common.text.StableHash;

/** Numbers, 16 bytes each or so: millions of them fit. */
final class LongSet {
  private long[] slots = new long[1024];
  private int size;

  /** Whether it was not there. */
  boolean add(long number) {
    if (2L * (size + 1) > slots.length) {
      grow();
    }
    return put(stored(number));
  }

  boolean contains(long number) {
    long wanted = stored(number);
    int at = place(wanted);
    while (slots[at] != 0) {
      if (slots[at] == wanted) {
        return true;
      }
      at = at + 1 & slots.length - 1;
    }
    return false;
  }

  private boolean put(long number) {
    int at = place(number);
    while (slots[at] != 0) {
      if (slots[at] == number) {
        return false;
      }
      at = at + 1 & slots.length - 1;
    }
    slots[at] = number;
    size++;
    return true;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[Math.multiplyExact(before.length, 2)];
    size = 0;
    for (long number : before) {
      if (number != 0) {
        put(number);
      }
    }
  }

  /** Zero is an empty slot. */
  private static long stored(long number) {
    return number == 0 ? 1 : number;
  }

  private int place(long number) {
    return (int) (StableHash.mixed(number) & slots.length - 1);
  }
}

package dev.freshet.standalone.dataset;

import java.util.List;

/** Texts that were met, for telling equal and nearly equal ones. */
final class Seen {
  private final LongSet exact = new LongSet();
  private final LongSet near = new LongSet();

  /**
   * A text as it is compared.
   *
   * @param exact a hash of all that counts of it
   * @param near its sketch
   */
  record Mark(long exact, List<Long> near) {}

  /** Whether it, or one that is nearly equal, was met. */
  boolean has(Mark mark) {
    return exact.contains(mark.exact()) || mark.near().stream().anyMatch(near::contains);
  }

  void add(Mark mark) {
    exact.add(mark.exact());
    mark.near().forEach(near::add);
  }
}

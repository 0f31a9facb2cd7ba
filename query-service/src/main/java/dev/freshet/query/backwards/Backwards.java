package dev.freshet.query.backwards;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The entries of all partitions, the newest first. Each partition is read backwards in pieces,
 * small ones where the records are large, so that little is read that is not asked for.
 */
final class Backwards<E extends Entry> {
  private static final int FIRST_PIECE = 16;
  private static final int LARGEST_PIECE = 512;

  /** A piece of more than this makes the next one smaller. */
  private static final long HEAVY_PIECE_BYTES = 4_000_000;

  private static final Comparator<Entry> BY_TIME =
      Comparator.comparing(Entry::time).thenComparingInt(entry -> entry.position().partition());

  private final TopicLog<E> log;
  private final Map<Integer, Tail> tails = new TreeMap<>();

  /** What is left of a partition: read but not yet taken, and not yet read. */
  private final class Tail {
    private final int partition;
    private final long begin;
    private final Deque<E> read = new ArrayDeque<>();
    private long unread;
    private int piece = FIRST_PIECE;

    Tail(int partition, long begin, long end) {
      this.partition = partition;
      this.begin = begin;
      this.unread = Math.max(begin, end);
    }

    Optional<E> newest() {
      while (read.isEmpty() && unread > begin) {
        long from = Math.max(begin, unread - piece);
        List<E> entries = log.read(partition, from, unread);
        entries.forEach(read::addFirst);
        unread = from;
        long bytes = entries.stream().mapToLong(Entry::weight).sum();
        piece =
            bytes > HEAVY_PIECE_BYTES ? Math.max(1, piece / 2) : Math.min(LARGEST_PIECE, piece * 2);
      }
      return Optional.ofNullable(read.peekFirst());
    }

    long before() {
      return read.isEmpty() ? unread : read.peekFirst().position().offset() + 1;
    }
  }

  /**
   * @param ranges what is there
   * @param cursor where to go on; empty at the end of what is there
   */
  Backwards(TopicLog<E> log, Map<Integer, TopicLog.Range> ranges, Optional<Bounds> cursor) {
    this.log = log;
    ranges.forEach(
        (partition, range) -> {
          // A partition that the cursor does not know holds only what came later.
          long end =
              cursor
                  .map(c -> Math.min(range.end(), c.before().getOrDefault(partition, 0L)))
                  .orElse(range.end());
          tails.put(partition, new Tail(partition, range.begin(), end));
        });
  }

  /**
   * The newest that is left, to be {@linkplain #take taken} when it is dealt with; empty where none
   * is.
   *
   * @throws TopicLog.OutOfTime when the request's time is over; {@link #bounds} stays as it was
   */
  Optional<E> newest() {
    return tails.values().stream().map(Tail::newest).flatMap(Optional::stream).max(BY_TIME);
  }

  /** Goes on behind the newest. */
  void take(E newest) {
    tails.get(newest.position().partition()).read.removeFirst();
  }

  /** Where to go on behind what was taken. */
  Bounds bounds() {
    return new Bounds(
        tails.values().stream().collect(Collectors.toMap(t -> t.partition, Tail::before)));
  }

  /** How many offsets are left to look at: at least as many as there are entries. */
  long left() {
    return tails.values().stream().mapToLong(tail -> tail.before() - tail.begin).sum();
  }
}

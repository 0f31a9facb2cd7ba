package dev.freshet.query.watch;

import dev.freshet.common.document.LogPartition;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * How far a watch is: the id of its events. A function of what was read, and so the same after a
 * restart; its text means nothing to others.
 *
 * @param generation whose positions these are
 * @param since where the watch began: what it may remember came after
 * @param done all of these records are told
 * @param within a record after {@code done} that is told in part; empty: none is
 */
record Cursor(String generation, Positions since, Positions done, Optional<Part> within) {
  private static final int LONGEST = 16_384;

  /** Of 32 bits in digits and letters. */
  private static final int NAME_LENGTH = 7;

  /** So many events of one record are told. */
  record Part(LogPartition log, long offset, int events) {}

  /** The text, where these are all partitions in their order. */
  String text(List<LogPartition> partitions) {
    String part =
        within.map(p -> "!" + name(p.log()) + "-" + p.offset() + "-" + p.events()).orElse("");
    return generation + "!" + text(since, partitions) + "!" + text(done, partitions) + part;
  }

  private static String text(Positions positions, List<LogPartition> partitions) {
    // One more than the offset: there is no sign then.
    return partitions.stream()
        .map(log -> name(log) + Long.toString(positions.of(log) + 1, Character.MAX_RADIX))
        .collect(Collectors.joining("-"));
  }

  /** What a partition is called in a text: so others may come to be beside it. */
  private static String name(LogPartition log) {
    CRC32 sum = new CRC32();
    sum.update((log.topic() + "-" + log.partition()).getBytes(StandardCharsets.UTF_8));
    String digits = Long.toString(sum.getValue(), Character.MAX_RADIX);
    return "0".repeat(NAME_LENGTH - digits.length()) + digits;
  }

  /** The order of partitions in a text. */
  static List<LogPartition> ordered(Iterable<LogPartition> partitions) {
    java.util.ArrayList<LogPartition> ordered = new java.util.ArrayList<>();
    partitions.forEach(ordered::add);
    ordered.sort(
        Comparator.comparing(LogPartition::topic).thenComparingInt(LogPartition::partition));
    return List.copyOf(ordered);
  }

  /** The text of one cursor, with the beginning of another where both are of one generation. */
  static String since(String begun, String cursor) {
    String[] from = begun.split("!", -1);
    String[] to = cursor.split("!", -1);
    if (from.length < 3 || to.length < 3 || !from[0].equals(to[0])) {
      return cursor;
    }
    to[1] = from[1];
    return String.join("!", to);
  }

  /** The generation a text is of; empty where it is no such text at all. */
  static Optional<String> generation(String text) {
    int end = text.indexOf('!');
    return end <= 0 || text.length() > LONGEST
        ? Optional.empty()
        : Optional.of(text.substring(0, end));
  }

  /**
   * Reads what {@link #text} wrote, where its partitions are still there; empty where not. Of those
   * that came to be since, nothing is told yet.
   *
   * @throws NumberFormatException where the text is none of ours
   */
  static Optional<Cursor> parse(String text, List<LogPartition> partitions) {
    String[] parts = text.split("!", -1);
    if (parts.length < 3 || parts.length > 4) {
      throw new NumberFormatException("not generation!since!done");
    }
    Optional<Positions> since = positions(parts[1], partitions);
    Optional<Positions> done = positions(parts[2], partitions);
    if (since.isEmpty() || done.isEmpty()) {
      return Optional.empty();
    }
    Optional<Part> within =
        parts.length == 4 ? Optional.of(part(parts[3], partitions)) : Optional.empty();
    return Optional.of(new Cursor(parts[0], since.get(), done.get(), within));
  }

  private static Part part(String text, List<LogPartition> partitions) {
    String[] numbers = text.split("-", -1);
    if (numbers.length != 3) {
      throw new NumberFormatException("not partition-offset-events");
    }
    long offset = Long.parseLong(numbers[1]);
    int events = Integer.parseInt(numbers[2]);
    LogPartition log = named(partitions).get(numbers[0]);
    if (log == null || events < 0) {
      throw new NumberFormatException("out of bounds");
    }
    return new Part(log, offset, events);
  }

  private static Map<String, LogPartition> named(List<LogPartition> partitions) {
    Map<String, LogPartition> named = new HashMap<>();
    partitions.forEach(log -> named.put(name(log), log));
    return named;
  }

  private static Optional<Positions> positions(String text, List<LogPartition> partitions) {
    Map<String, LogPartition> named = named(partitions);
    Map<LogPartition, Long> offsets = new HashMap<>();
    partitions.forEach(log -> offsets.put(log, -1L));
    for (String piece : text.split("-", -1)) {
      if (piece.length() <= NAME_LENGTH) {
        throw new NumberFormatException("no partition's name with its position");
      }
      long next = Long.parseLong(piece.substring(NAME_LENGTH), Character.MAX_RADIX);
      if (next < 0) {
        throw new NumberFormatException("below nothing");
      }
      LogPartition log = named.get(piece.substring(0, NAME_LENGTH));
      if (log == null) {
        return Optional.empty();
      }
      offsets.put(log, next - 1);
    }
    return named.size() == partitions.size()
        ? Optional.of(new Positions(offsets))
        : Optional.empty();
  }
}

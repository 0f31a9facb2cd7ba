package dev.freshet.evaluation.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was published: the truth that every answer is held against. Safe to use from several
 * threads.
 */
final class Truth {
  /** Around an expiry it is left open whether it has passed. */
  static final Duration CLOCK_DOUBT = Duration.ofSeconds(3);

  /** A document. */
  record Name(String tenant, String id) {
    /** A word that stands in every passage of it, and of its namesake of the other tenant. */
    String word() {
      return "w" + id.replaceAll("\\D", "") + "q";
    }
  }

  /**
   * A record as it stands in the source topic.
   *
   * @param partition such as {@code documents-0}
   */
  record Version(String partition, long offset, Deed deed) {
    String token() {
      return partition + "@" + offset;
    }
  }

  private static final class History {
    private final TreeMap<Long, Version> versions = new TreeMap<>();
    private final List<Deed> intended = new ArrayList<>();
  }

  private final Map<Name, History> histories =
      new TreeMap<>(java.util.Comparator.comparing(Name::tenant).thenComparing(Name::id));

  /** A deed that is about to be sent. */
  synchronized void intend(Name name, Deed deed) {
    histories.computeIfAbsent(name, _ -> new History()).intended.add(deed);
  }

  /** It stands in the topic. */
  synchronized void acknowledged(Name name, Version version) {
    History history = histories.get(name);
    history.intended.remove(version.deed());
    history.versions.put(version.offset(), version);
    notifyAll();
  }

  /** The version at an offset, waited for where it is not acknowledged yet. */
  synchronized Optional<Version> exactly(Name name, long offset, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      History history = histories.get(name);
      if (history != null && history.versions.containsKey(offset)) {
        return Optional.of(history.versions.get(offset));
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
  }

  /** The newest version up to an offset. */
  synchronized Optional<Version> upTo(Name name, long offset) {
    History history = histories.get(name);
    return history == null
        ? Optional.empty()
        : Optional.ofNullable(history.versions.floorEntry(offset)).map(Map.Entry::getValue);
  }

  /** The newest version. */
  Optional<Version> newest(Name name) {
    return upTo(name, Long.MAX_VALUE);
  }

  /** Every deed after an offset: those that stand, and those on their way. */
  synchronized List<Deed> after(Name name, long offset) {
    History history = histories.get(name);
    if (history == null) {
      return List.of();
    }
    List<Deed> deeds = new ArrayList<>(history.intended);
    history.versions.tailMap(offset, false).values().forEach(v -> deeds.add(v.deed()));
    return deeds;
  }

  /** Every document ever named. */
  synchronized List<Name> names() {
    return List.copyOf(histories.keySet());
  }

  /** The partition that a document's records go to; empty before the first. */
  synchronized Optional<String> partition(Name name) {
    return newest(name).map(Version::partition);
  }
}

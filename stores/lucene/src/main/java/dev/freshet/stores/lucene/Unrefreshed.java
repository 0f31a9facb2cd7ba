package dev.freshet.stores.lucene;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What was written since the last refresh, so that it is found before a reader shows it. An entry
 * is put after the index has taken it; whatever was put before a refresh begins is in the reader it
 * ends with, and is then forgotten (the way of Lucene's LiveFieldValues).
 */
final class Unrefreshed<V> {
  private volatile Map<String, V> current = new ConcurrentHashMap<>();
  private volatile Map<String, V> refreshing = Map.of();

  void put(String key, V value) {
    current.put(key, value);
  }

  Optional<V> get(String key) {
    V value = current.get(key);
    return Optional.ofNullable(value != null ? value : refreshing.get(key));
  }

  /** All of them; of one key maybe two, of which either may be the newer. */
  Stream<V> values() {
    // In this order, as in get: what a refresh moves meanwhile is in one of them.
    Map<String, V> now = current;
    Map<String, V> before = refreshing;
    return Stream.concat(now.values().stream(), before.values().stream());
  }

  int size() {
    return current.size();
  }

  /** A refresh begins; nobody else may begin one until it has ended. */
  void begin() {
    refreshing = current;
    current = new ConcurrentHashMap<>();
  }

  /** It has ended well: the reader shows what was put before it began. */
  void end() {
    refreshing = Map.of();
  }

  /** What was written is gone. */
  void forget() {
    current = new ConcurrentHashMap<>();
    refreshing = Map.of();
  }

  /** It has failed: nothing is forgotten. */
  void fail() {
    Map<String, V> kept = new ConcurrentHashMap<>(refreshing);
    kept.putAll(current);
    current = kept;
    refreshing = Map.of();
  }
}

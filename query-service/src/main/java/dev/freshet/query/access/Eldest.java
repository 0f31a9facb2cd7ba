package dev.freshet.query.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A map of so many; where one more comes, the one longest not asked for goes. Thread-safe. */
final class Eldest<K, V> {
  private final Map<K, V> entries;

  Eldest(int most) {
    entries =
        new LinkedHashMap<>(16, .75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized V get(K key, Supplier<V> fresh) {
    return entries.computeIfAbsent(key, _ -> fresh.get());
  }

  synchronized Optional<V> find(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  boolean contains(K key) {
    return find(key).isPresent();
  }

  synchronized int size() {
    return entries.size();
  }
}

package dev.freshet.common.embed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The vectors last used, by name: what was embedded before need not be embedded again. A vector is
 * a pure function of model and text, so where the name stands for both, one found here is the one
 * that would be computed. Safe to use from several threads.
 */
public final class VectorCache {
  private final Map<String, Vector> vectors;

  /**
   * @param capacity the most vectors kept, 0 or more; the least recently used goes first
   */
  public VectorCache(int capacity) {
    vectors =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Vector> eldest) {
            return size() > capacity;
          }
        };
  }

  /** What was kept under the name, if it still is. */
  public synchronized Optional<Vector> find(String name) {
    return Optional.ofNullable(vectors.get(name));
  }

  /** Keeps it, and lets go of the one longest not asked for where there are too many. */
  public synchronized void keep(String name, Vector vector) {
    vectors.put(name, vector);
  }
}

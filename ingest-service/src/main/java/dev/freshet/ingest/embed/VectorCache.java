package dev.freshet.ingest.embed;

import dev.freshet.common.embed.Vector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The vectors last used, by passage identity: what an edit left as it was need not be embedded
 * again. An identity names the exact embedded string and the generation, so a vector found here is
 * the one that would be computed. Safe to use from several threads.
 */
final class VectorCache {
  private final Map<String, Vector> vectors;

  /**
   * @param capacity the most vectors kept; the least recently used goes first
   */
  VectorCache(int capacity) {
    vectors =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Vector> eldest) {
            return size() > capacity;
          }
        };
  }

  synchronized Optional<Vector> find(String identity) {
    return Optional.ofNullable(vectors.get(identity));
  }

  synchronized void keep(String identity, Vector vector) {
    vectors.put(identity, vector);
  }
}

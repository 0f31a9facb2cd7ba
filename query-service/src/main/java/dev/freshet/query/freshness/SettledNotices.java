package dev.freshet.query.freshness;

import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.topics.PermissionNoticeCodec;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Ends notices that have done their work, in their topic, so that compaction removes them. Nothing
 * depends on it but how long the topic gets: one that is not ended is read at the next start, and
 * settled again. Used by the follower's thread alone.
 */
final class SettledNotices {
  /** So many wait to be ended; more are left to the next start. */
  static final int MAX_WAITING = 100_000;

  private final BiConsumer<byte[], Integer> end;
  private final Map<String, Integer> waiting = new LinkedHashMap<>();

  /**
   * @param end writes a null value under a key into a partition; must not wait
   */
  SettledNotices(BiConsumer<byte[], Integer> end) {
    this.end = end;
  }

  void settled(Collection<Notices.Held> notices) {
    notices.forEach(n -> settled(n.notice(), n.partition()));
  }

  void settled(PermissionNotice notice, int partition) {
    if (waiting.size() < MAX_WAITING) {
      waiting.put(text(PermissionNoticeCodec.key(notice)), partition);
    }
  }

  /** Was ended already, as its topic says. */
  void ended(byte[] key) {
    waiting.remove(text(key));
  }

  /** Ends all that wait; only once the topic was read to where it stood at the start. */
  void flush() {
    waiting.forEach(
        (key, partition) -> end.accept(key.getBytes(StandardCharsets.UTF_8), partition));
    waiting.clear();
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }
}

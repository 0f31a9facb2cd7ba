package dev.freshet.query.freshness;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.topics.PermissionNoticeCodec;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Ends notices that have done their work, in their topic, so that compaction removes them. Nothing
 * depends on it but how long the topic gets: one whose end is not read there is read again at the
 * next start, and settled again. Used by the follower's thread alone.
 */
final class SettledNotices {
  /** So many wait to be ended, and so many for their end; more are left to the next start. */
  static final int MAX_WAITING = 100_000;

  private final BiConsumer<byte[], Integer> end;
  private final Map<String, Position> waiting = new LinkedHashMap<>();
  private final Map<String, Position> sent = new LinkedHashMap<>();
  private final Map<LogPartition, Long> left = new HashMap<>();

  /**
   * @param end writes a null value under a key into a partition; must not wait
   */
  SettledNotices(BiConsumer<byte[], Integer> end) {
    this.end = end;
  }

  void settled(Collection<Notices.Held> notices) {
    notices.forEach(this::settled);
  }

  void settled(Notices.Held notice) {
    put(waiting, text(PermissionNoticeCodec.key(notice.notice())), notice.at());
  }

  private void put(Map<String, Position> into, String key, Position at) {
    if (into.size() < MAX_WAITING) {
      into.put(key, at);
    } else {
      left.merge(at.log(), at.offset(), Math::min);
    }
  }

  /** Has ended, as its topic says. */
  void ended(byte[] key) {
    waiting.remove(text(key));
    sent.remove(text(key));
  }

  /** Ends all that wait; only once the topic was read to where it stood at the start. */
  void flush() {
    waiting.forEach(
        (key, at) -> {
          end.accept(key.getBytes(StandardCharsets.UTF_8), at.partition());
          put(sent, key, at);
        });
    waiting.clear();
  }

  /** Lowers offsets, by partition, to where the first stands whose end is not read yet. */
  void first(Map<LogPartition, Long> offsets) {
    waiting.values().forEach(at -> offsets.merge(at.log(), at.offset(), Math::min));
    sent.values().forEach(at -> offsets.merge(at.log(), at.offset(), Math::min));
    left.forEach((log, offset) -> offsets.merge(log, offset, Math::min));
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }
}

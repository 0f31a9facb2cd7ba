package dev.freshet.query.answer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers texts by their exact prompts. A prompt holds the passages as they were retrieved just
 * now, so a text is found again only while the same passages of the same wording are retrieved for
 * the same question: an entry cannot be stale, and one whose document changed is never found again
 * ({@code docs/decisions/0017}). Bounded by entries and characters; what was not asked for longest
 * goes first. Safe to use from several threads.
 */
final class AnswerCache {
  private static final long MOST_CHARACTERS = 8 << 20;

  private final int mostEntries;
  private final Duration ttl;
  private final InstantSource clock;
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, .75f, true);
  private long characters;

  private record Entry(Written written, Instant end) {}

  AnswerCache(int mostEntries, Duration ttl, InstantSource clock) {
    this.mostEntries = mostEntries;
    this.ttl = ttl;
    this.clock = clock;
  }

  synchronized Optional<Written> find(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (!clock.instant().isBefore(entry.end())) {
      remove(key);
      return Optional.empty();
    }
    return Optional.of(entry.written().remembered());
  }

  synchronized void put(String key, Written written) {
    if (mostEntries == 0 || written.text().length() > MOST_CHARACTERS) {
      return;
    }
    remove(key);
    entries.put(key, new Entry(written, clock.instant().plus(ttl)));
    characters += written.text().length();
    while (entries.size() > mostEntries || characters > MOST_CHARACTERS) {
      Map.Entry<String, Entry> eldest = entries.firstEntry();
      remove(eldest.getKey());
    }
  }

  private void remove(String key) {
    Entry entry = entries.remove(key);
    if (entry != null) {
      characters -= entry.written().text().length();
    }
  }
}

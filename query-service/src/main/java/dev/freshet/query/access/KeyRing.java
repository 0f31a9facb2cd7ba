package dev.freshet.query.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are good now. Looks at the key file again and again; a file that cannot be used
 * changes nothing but {@link #trouble}.
 */
final class KeyRing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

  private final Path file;
  private final InstantSource clock;
  private final ScheduledExecutorService looking;
  private volatile Map<String, Key> keys;
  private volatile Instant readAt;
  private volatile Optional<String> trouble = Optional.empty();
  private Stamp seen;

  /** By what one tells that a file is another one. */
  private record Stamp(FileTime modified, long size, Object file) {
    private static Stamp of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey()).orElse(""));
    }

    private static Stamp none() {
      return new Stamp(FileTime.fromMillis(0), -1, "");
    }
  }

  /**
   * Reads the file, and looks at it again every so often until it is closed.
   *
   * @throws InvalidKeys when the file cannot be used
   */
  KeyRing(Path file, Duration every, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    seen = stamp();
    keys = byTag(KeyFile.read(file));
    readAt = clock.instant();
    looking =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("api-keys").factory());
    var _ =
        looking.scheduleWithFixedDelay(
            this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Map<String, Key> byTag(List<Key> list) {
    Map<String, Key> byTag = new LinkedHashMap<>();
    list.forEach(key -> byTag.put(key.tag(), key));
    return byTag;
  }

  /** The key of a tag. */
  Optional<Key> find(String tag) {
    return Optional.ofNullable(keys.get(tag));
  }

  /** All of them, in the file's order. */
  Collection<Key> all() {
    return keys.values();
  }

  /** When the file that counts was read. */
  Instant readAt() {
    return readAt;
  }

  /** Why the file as it is now does not count. */
  Optional<String> trouble() {
    return trouble;
  }

  /** Reads the file again where it is another one. */
  synchronized void look() {
    Stamp now = stamp();
    if (now.equals(seen)) {
      return;
    }
    try {
      Map<String, Key> read = byTag(KeyFile.read(file));
      tell(read);
      keys = read;
      readAt = clock.instant();
      trouble = Optional.empty();
    } catch (InvalidKeys e) {
      trouble = Optional.of(e.getMessage());
      LOG.warn("the keys read before stay good: {}", e.getMessage());
    } catch (RuntimeException e) {
      // Kept from ending the looking for good.
      trouble = Optional.of(file + ": could not be read: the log has more");
      LOG.error("the key file could not be read; the keys read before stay good", e);
    }
    // Taken before the file was read: what was written meanwhile is read next time.
    seen = now;
  }

  private void tell(Map<String, Key> read) {
    long added = read.keySet().stream().filter(tag -> !keys.containsKey(tag)).count();
    long gone = keys.keySet().stream().filter(tag -> !read.containsKey(tag)).count();
    LOG.info("keys read again: {} keys, {} new, {} gone", read.size(), added, gone);
  }

  private Stamp stamp() {
    try {
      return Stamp.of(file);
    } catch (IOException _) {
      // Reading it says what is wrong.
      return Stamp.none();
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}

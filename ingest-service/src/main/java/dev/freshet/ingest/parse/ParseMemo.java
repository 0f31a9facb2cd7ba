package dev.freshet.ingest.parse;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.text.Sha256;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.ingest.parse.blocks.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what files were read into, so that the same bytes published again cost no parse. The
 * key is the content: the bytes, the hints and limits they are read with, and the readers
 * themselves. The value is what the file alone says; what the publisher says comes on top, as after
 * a parse. Failures are not remembered.
 *
 * <p>It only ever spares work: an entry that is missing, damaged or cannot be read is a miss, and
 * one that cannot be written is left out. Entries are written by a thread beside; where they come
 * faster than it writes, some are left out too. Safe to use from several threads.
 */
final class ParseMemo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ParseMemo.class);
  private static final int QUEUE = 1024;
  private static final long QUEUE_BYTES = 64_000_000;
  private static final Duration TOGETHER = Duration.ofMillis(50);
  private static final Duration SWEEP_EVERY = Duration.ofHours(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final String NONE = "";
  private static final Entry LAST = new Entry(NONE, new byte[0]);

  private final boolean off;
  private final Readers readers;
  private final CompletableFuture<Optional<byte[]>> named = new CompletableFuture<>();
  private final MemoFolder folder;
  private final ParsedDocumentCodec codec = new ParsedDocumentCodec();
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong queued = new AtomicLong();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("parse-memo").unstarted(this::run);
  private final CountDownLatch closing = new CountDownLatch(1);
  private boolean failing;

  /** Names the readers: by another name, nothing is known. */
  interface Readers {
    byte[] name() throws IOException;
  }

  private static final class Entry {
    private final String key;
    private final byte[] content;

    Entry(String key, byte[] content) {
      this.key = key;
      this.content = content;
    }
  }

  /**
   * @param settings where, and how much
   * @param readers asked once, beside: the first file waits for it, the start does not
   */
  ParseMemo(MemoSettings settings, Readers readers) {
    this.off = settings.bytes() == 0;
    this.readers = readers;
    this.folder = new MemoFolder(settings);
    if (!off) {
      thread.start();
    }
  }

  /** What everything depends on that a file is read into; {@link #NONE} where that is not known. */
  String key(Metadata hints, byte[] file, Limits limits) {
    return off ? NONE : named.join().map(name -> key(name, hints, file, limits)).orElse(NONE);
  }

  /**
   * The same for a file that is known by its sum. Among one tenant's: whoever knows no more of a
   * file than its sum must not be given what others' file was read into.
   */
  String key(Metadata hints, Tenant tenant, Claim claim, Limits limits) {
    return off
        ? NONE
        : named.join().map(name -> key(name, hints, tenant, claim, limits)).orElse(NONE);
  }

  private static String key(byte[] readers, Metadata hints, byte[] file, Limits limits) {
    MessageDigest digest = begun(readers, hints, limits);
    digest.update(file);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String key(
      byte[] readers, Metadata hints, Tenant tenant, Claim claim, Limits limits) {
    MessageDigest digest = begun(readers, hints, limits);
    update(digest, "claim of " + tenant.name());
    update(digest, claim.size() + " " + claim.sha256());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest begun(byte[] readers, Metadata hints, Limits limits) {
    MessageDigest digest = Sha256.begun();
    digest.update(readers);
    update(digest, hints.filename());
    update(digest, hints.contentType());
    update(digest, limits.toString());
    return digest;
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  /** What the file was read into; empty where that is not known. */
  Optional<ParsedDocument> find(String key) {
    if (key.equals(NONE)) {
      return Optional.empty();
    }
    try {
      Optional<byte[]> file = folder.read(key);
      Optional<ParsedDocument> found =
          file.flatMap(bytes -> MemoFile.read(key, bytes)).map(codec::decode);
      if (file.isPresent() && found.isEmpty()) {
        LOG.warn("the remembered parse {} is damaged and dropped", key);
        folder.drop(key);
      }
      return found;
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("the remembered parse {} is not read: {}", key, e.toString());
      return Optional.empty();
    }
  }

  /** Remembers a file's blocks, as {@link ParsedDocumentCodec} writes them; returns at once. */
  void keep(String key, byte[] document) {
    if (key.equals(NONE) || closed() || queued.get() > QUEUE_BYTES) {
      return;
    }
    if (queue.offer(new Entry(key, document))) {
      queued.addAndGet(document.length);
    }
  }

  private void run() {
    named.complete(name());
    sweep();
    long swept = System.nanoTime();
    List<Entry> batch = new ArrayList<>();
    while (!batch.contains(LAST)) {
      batch = next();
      batch.stream().filter(entry -> entry != LAST).forEach(this::write);
      if (folder.full() || System.nanoTime() - swept > SWEEP_EVERY.toNanos()) {
        sweep();
        swept = System.nanoTime();
      }
    }
  }

  private Optional<byte[]> name() {
    try {
      return Optional.of(readers.name());
    } catch (IOException | RuntimeException e) {
      LOG.warn("parses are not remembered: the readers cannot be named", e);
      return Optional.empty();
    }
  }

  /** What waits, after a while in which more of it comes: waking up for each costs more. */
  private List<Entry> next() {
    List<Entry> batch = new ArrayList<>();
    try {
      Entry first = queue.poll(SWEEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
        boolean _ = closing.await(TOGETHER.toMillis(), TimeUnit.MILLISECONDS);
        queue.drainTo(batch);
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this thread but the end of the process.
      batch.add(LAST);
    }
    return batch;
  }

  private void write(Entry entry) {
    queued.addAndGet(-entry.content.length);
    attempt("write", () -> folder.write(entry.key, MemoFile.write(entry.key, entry.content)));
  }

  private void sweep() {
    attempt("sweep", () -> folder.sweep(Instant.now()));
  }

  private interface Action {
    void run() throws IOException;
  }

  /** Told once, not for every file while the disk is full. */
  private void attempt(String what, Action action) {
    try {
      action.run();
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("parses are not remembered now: {} failed: {}", what, e.toString());
      }
      failing = true;
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  /** Writes what waits, within a bounded time. */
  @Override
  public void close() {
    if (off || closed()) {
      return;
    }
    closing.countDown();
    try {
      if (!queue.offer(LAST, CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          || !thread.join(CLOSE_WITHIN)) {
        LOG.warn("not all parses could be remembered in {} s", CLOSE_WITHIN.toSeconds());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.freshet.claims;

import dev.freshet.common.failure.Outage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Writes bytes to a new file, durably, in small portions: no file of any size costs memory.
 *
 * @param leastFree bytes that stay free on the disk
 * @param within how long it may take
 */
record Copying(long leastFree, Duration within) {
  private static final int PORTION = 64 * 1024;
  private static final long LOOK_EVERY = 16L << 20;

  /**
   * Copies all of it.
   *
   * @throws IOException when the file cannot be written
   * @throws Outage when the disk is too full, or it takes too long, or the thread is interrupted
   */
  void to(Path file, InputStream bytes) throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    byte[] portion = new byte[PORTION];
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long unlooked = LOOK_EVERY;
      for (int read = bytes.read(portion); read >= 0; read = bytes.read(portion)) {
        unlooked += read;
        if (unlooked >= LOOK_EVERY) {
          requireRoom(file);
          unlooked = 0;
        }
        requireTime(deadline);
        ByteBuffer buffer = ByteBuffer.wrap(portion, 0, read);
        while (buffer.hasRemaining()) {
          int _ = out.write(buffer);
        }
      }
      out.force(true);
    }
  }

  private void requireRoom(Path file) throws IOException {
    long free = Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
    if (free < leastFree) {
      throw new Outage(
          ClaimStores.DEPENDENCY,
          "the disk has only " + free + " bytes left; claim.least-free keeps " + leastFree,
          null);
    }
  }

  private void requireTime(long deadline) {
    if (Thread.currentThread().isInterrupted()) {
      throw new Outage(ClaimStores.DEPENDENCY, "interrupted while bytes were moved", null);
    }
    if (System.nanoTime() > deadline) {
      throw new Outage(
          ClaimStores.DEPENDENCY,
          "moving the bytes took longer than " + within.toSeconds() + " s (claim.deadline)",
          null);
    }
  }
}

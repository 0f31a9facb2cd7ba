package dev.freshet.standalone.process;

import dev.freshet.common.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The folder that holds everything, taken by one process at a time. */
public final class DataFolder implements AutoCloseable {
  /** Below this much free space nothing starts: a full disk harms every part at once. */
  public static final long LEAST_FREE_BYTES = 512L << 20;

  /** Where it is. */
  public static final Setting<String> SETTING =
      Setting.text(
          "data",
          "data",
          "The process's folder; one process at a time. It holds everything of ./freshet up; a"
              + " service keeps there only what it could make anew.");

  private static final int LONGEST_PID = 32;
  private static final String IN_USE = "in-use";

  private final Path root;
  private final FileChannel channel;

  private DataFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * Takes the folder, making it if need be.
   *
   * @throws StartRefused when it is no folder, cannot be written, is in use or its disk is full
   */
  public static DataFolder take(Path folder, long leastFree) {
    Path root = folder.toAbsolutePath().normalize();
    create(root);
    if (!Files.isWritable(root)) {
      throw new StartRefused(
          "cannot write to the data folder "
              + root
              + ": give this user write access, or another folder with --data");
    }
    requireSpace(root, leastFree);
    return new DataFolder(root, lock(root));
  }

  private static void create(Path root) {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new StartRefused(
          "the data folder "
              + root
              + " is a file: give a folder with --data, it is made if need be");
    }
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new StartRefused(
          "cannot make the data folder " + root + ": give another with --data", e);
    }
  }

  private static void requireSpace(Path root, long leastFree) {
    try {
      long free = Files.getFileStore(root).getUsableSpace();
      if (free < leastFree) {
        throw new StartRefused(
            "the disk of the data folder "
                + root
                + " has only "
                + (free >> 20)
                + " MiB left, Freshet wants "
                + (leastFree >> 20)
                + " MiB: free some, or give another folder with --data");
      }
    } catch (IOException e) {
      throw new StartRefused("cannot read how much space " + root + " has left", e);
    }
  }

  private static FileChannel lock(Path root) {
    Path file = root.resolve(IN_USE);
    try {
      var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        String holder = read(channel);
        channel.close();
        throw inUse(root, holder);
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
          0);
      return channel;
    } catch (IOException e) {
      throw new StartRefused(
          "cannot write "
              + file
              + ": give this user write access to the data folder, or another folder with --data",
          e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // this very process holds it
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
    channel.read(pid, 0);
    return StandardCharsets.UTF_8.decode(pid.flip()).toString().strip();
  }

  private static StartRefused inUse(Path root, String pid) {
    return new StartRefused(
        "the data folder "
            + root
            + " is in use by another Freshet"
            + (pid.isEmpty() ? "" : " (process " + pid + ")")
            + ": stop that one, or give another folder with --data");
  }

  /** The log of a process that has its log in its folder. */
  public static Path log(Path folder) {
    return folder.resolve("logs").resolve("freshet.log");
  }

  /**
   * The process that took a folder last, which may have ended; empty where that is not known. The
   * lock is not tried, for that would be taking it.
   */
  public static Optional<Long> lastHolder(Path folder) {
    try {
      return Optional.of(Long.parseLong(Files.readString(folder.resolve(IN_USE)).strip()));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /**
   * The disk of a folder, or where there is none yet, of the nearest one above that there is.
   *
   * @throws IOException where the system does not tell
   */
  public static FileStore disk(Path folder) throws IOException {
    Path there = folder;
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return Files.getFileStore(there);
  }

  /** Where it is. */
  public Path root() {
    return root;
  }

  /** Lets go; the system does so too when the process dies. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

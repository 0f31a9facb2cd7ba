package dev.freshet.standalone.commands;

import dev.freshet.standalone.process.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this machine tells of a data folder, whether or not a process answers.
 *
 * @param data the folder
 * @param url where the process should answer
 */
record LocalLook(Path data, String url) {
  /** Bytes of the log's end. */
  private static final int LOG_BYTES = 1 << 20;

  /** Files that are counted at most for one folder's size. */
  private static final int MOST_FILES = 100_000;

  private static final int CONNECT_MILLIS = 1_000;

  /** All of it, for people. */
  String text() {
    var text = new StringBuilder();
    text.append("java         ").append(System.getProperty("java.vm.version")).append('\n');
    text.append("system       ")
        .append(System.getProperty("os.name"))
        .append(' ')
        .append(System.getProperty("os.version"))
        .append(' ')
        .append(System.getProperty("os.arch"))
        .append(", processors: ")
        .append(Runtime.getRuntime().availableProcessors())
        .append('\n');
    text.append("address      ")
        .append(url)
        .append(listens() ? ": something listens" : ": nobody listens")
        .append('\n');
    text.append("data folder  ").append(data).append(": ").append(folder()).append('\n');
    holder()
        .ifPresent(
            pid ->
                text.append("holder       process ")
                    .append(pid)
                    .append(alive(pid) ? ", alive\n" : ", gone\n"));
    text.append("disk         ").append(disk()).append('\n');
    sizes(text);
    limits(text);
    crashes(text);
    return text.toString();
  }

  private String folder() {
    if (!Files.exists(data)) {
      return "there is none";
    }
    if (!Files.isDirectory(data)) {
      return "it is no folder";
    }
    return Files.isWritable(data) ? "can be written" : "cannot be written by this user";
  }

  /** Whether something takes connections at the address. */
  boolean listens() {
    URI uri = URI.create(url);
    int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** The process that took the folder last. */
  Optional<Long> holder() {
    return DataFolder.lastHolder(data);
  }

  static boolean alive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private String disk() {
    try {
      FileStore store = DataFolder.disk(data);
      return (store.getUsableSpace() >> 20)
          + " MiB of "
          + (store.getTotalSpace() >> 20)
          + " MiB free, "
          + store.type();
    } catch (IOException e) {
      return "not known: " + e.getMessage();
    }
  }

  private void sizes(StringBuilder to) {
    for (Path child : children()) {
      to.append("  %-24s %s%n".formatted(child.getFileName(), size(child)));
    }
  }

  private List<Path> children() {
    try (Stream<Path> children = Files.list(data)) {
      return children.sorted().limit(100).toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static String size(Path path) {
    long[] sum = new long[2];
    try (Stream<Path> tree = Files.walk(path)) {
      tree.limit(MOST_FILES)
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                sum[0]++;
                sum[1] += length(file);
              });
      return (sum[1] >> 20) + " MiB in " + sum[0] + " files";
    } catch (IOException | UncheckedIOException e) {
      return "not known: " + e.getMessage();
    }
  }

  /** A file may go while it is looked at. */
  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      return 0;
    }
  }

  private static void limits(StringBuilder to) {
    Path limits = Path.of("/proc/self/limits");
    try {
      if (Files.exists(limits)) {
        to.append("\nlimits of this command (ulimit)\n").append(Files.readString(limits));
      }
    } catch (IOException e) {
      to.append("limits       not known: ").append(e.getMessage()).append('\n');
    }
  }

  /** By name only: what the JVM writes there has the whole environment in it. */
  private static void crashes(StringBuilder to) {
    try (Stream<Path> here = Files.list(Path.of("").toAbsolutePath())) {
      here.filter(file -> file.getFileName().toString().startsWith("hs_err_pid"))
          .limit(20)
          .forEach(file -> to.append("crash        ").append(file.getFileName()).append('\n'));
    } catch (IOException _) {
      // Nothing to tell then.
    }
  }

  /** The end of the log in the folder; empty where there is none. */
  Optional<String> log() {
    try (FileChannel channel = FileChannel.open(DataFolder.log(data))) {
      long from = Math.max(0, channel.size() - LOG_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LOG_BYTES, channel.size()));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // Read on.
      }
      String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
      return Optional.of(from == 0 ? text : "… " + from + " bytes before\n" + text);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The last of the log's lines that is an error. */
  Optional<String> lastError() {
    return log()
        .flatMap(
            text ->
                text.lines().filter(line -> line.contains(" ERROR ")).reduce((_, later) -> later));
  }
}

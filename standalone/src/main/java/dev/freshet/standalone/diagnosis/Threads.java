package dev.freshet.standalone.diagnosis;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What all threads do just now. */
final class Threads {
  /** Characters of a dump. */
  static final int MOST_CHARACTERS = 2 << 20;

  private Threads() {}

  /** Deadlocks first, then every thread with its stack, virtual ones included. */
  static String dump() {
    String all = stacks();
    long virtual = all.lines().filter(line -> line.startsWith("#") && isVirtual(line)).count();
    return Texts.cut(
        deadlocks() + "virtual threads with a stack: " + virtual + "\n\n" + all, MOST_CHARACTERS);
  }

  private static boolean isVirtual(String line) {
    return line.endsWith(" virtual") || line.contains("\" virtual ");
  }

  private static String deadlocks() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] waiting = threads.findDeadlockedThreads();
    if (Objects.isNull(waiting)) {
      return "deadlocks: none\n";
    }
    var text = new StringBuilder("deadlocks: these threads wait for each other\n");
    for (ThreadInfo thread : threads.getThreadInfo(waiting, true, true)) {
      text.append("  \"")
          .append(thread.getThreadName())
          .append("\" waits for ")
          .append(thread.getLockName())
          .append(", which \"")
          .append(thread.getLockOwnerName())
          .append("\" holds\n");
    }
    return text.append('\n').toString();
  }

  /** The JVM writes it to a file only; where there is no room for one, without virtual threads. */
  private static String stacks() {
    try {
      Path folder = Files.createTempDirectory("freshet-threads");
      Path file = folder.resolve("threads.txt");
      try {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return beginning(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      return "platform threads only: " + e.getMessage() + "\n\n" + platformStacks();
    }
  }

  /** Of ten thousand threads a dump has tens of megabytes. */
  static String beginning(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_CHARACTERS), StandardCharsets.UTF_8);
    }
  }

  private static String platformStacks() {
    var text = new StringBuilder();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              text.append('#')
                  .append(thread.threadId())
                  .append(" \"")
                  .append(thread.getName())
                  .append("\" ")
                  .append(thread.getState())
                  .append('\n');
              for (StackTraceElement at : stack) {
                text.append("      ").append(at).append('\n');
              }
              text.append('\n');
            });
    return text.toString();
  }
}

package dev.freshet.common.scheduling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a thread gives way to others on busy processors. Linux keeps a nice value for each
 * thread, and the JVM offers no more of it than four steps of twenty, by a flag; so it is asked
 * directly. Elsewhere nothing is done. Nobody is raised again: that would need a privilege.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setpriority.2.html">setpriority(2)</a>
 */
public enum Niceness {
  /** A third of what another thread gets that wants the same processor. */
  BESIDE(5),

  /** A tenth of it. */
  BEHIND(10);

  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
  private static final int PROCESS = 0;
  private static final int CALLER = 0;

  private final int value;

  Niceness(int value) {
    this.value = value;
  }

  /** The work of a thread that gives way so far, as do those processes that it starts. */
  public Runnable of(Runnable work) {
    return () -> {
      lowerCaller();
      work.run();
    };
  }

  /** Has the calling thread give way for the rest of its life. */
  public void lowerCaller() {
    if (System.getProperty("os.name").equals("Linux")) {
      lower(CALLER);
    }
  }

  /** Has a process give way for the rest of its life: all its threads. */
  public void lower(Process process) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", "" + process.pid(), "task"))) {
      threads.forEach(thread -> lower(Integer.parseInt(thread.getFileName().toString())));
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("process {} cannot be lowered, or has ended", process.pid(), e);
    }
  }

  private void lower(int thread) {
    try {
      int result = (int) Lookup.SET_PRIORITY.invokeExact(PROCESS, thread, value);
      if (result != 0) {
        LOG.debug("thread {} was not allowed to give way to others, or has ended", thread);
      }
    } catch (Throwable e) {
      LOG.warn("thread {} cannot give way to others", thread, e);
    }
  }

  /** Looked up when it is needed first. */
  private static final class Lookup {
    private static final MethodHandle SET_PRIORITY = handle();

    // The launcher and the tests allow native access.
    @SuppressWarnings("restricted")
    private static MethodHandle handle() {
      Linker linker = Linker.nativeLinker();
      SymbolLookup libc = linker.defaultLookup();
      MemorySegment address = libc.find("setpriority").orElseThrow();
      return linker.downcallHandle(
          address,
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));
    }
  }
}

package dev.freshet.ingest.streams;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a thread give way to others on busy processors. Linux keeps a nice value for each thread,
 * and the JVM offers no more of it than four steps of twenty, by a flag; so it is asked directly.
 * Elsewhere nothing is done.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setpriority.2.html">setpriority(2)</a>
 */
public final class Niceness {
  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
  private static final int PROCESS = 0;
  private static final int CALLER = 0;
  private static final int LOWEST = 19;

  private Niceness() {}

  /** The work of a thread that gives way to all others, as do those processes that it starts. */
  public static Runnable givingWay(Runnable work) {
    return () -> {
      lower();
      work.run();
    };
  }

  private static void lower() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return;
    }
    try {
      int result = (int) Lookup.SET_PRIORITY.invokeExact(PROCESS, CALLER, LOWEST);
      if (result != 0) {
        LOG.warn("{} was not allowed to give way to others", Thread.currentThread().getName());
      }
    } catch (Throwable e) {
      LOG.warn("{} cannot give way to others", Thread.currentThread().getName(), e);
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

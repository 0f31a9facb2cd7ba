package dev.freshet.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.ingest.parse.hostile.Children;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Crash, hang and out of memory on command, many in a row, with a good file after each. Nothing is
 * left behind: no process, thread, file handle, folder or memory. {@code -Dfreshet.mischief=200}
 * makes it 200 in a row.
 */
final class MischiefTest {
  private static final int TIMES = Integer.getInteger("freshet.mischief", 28);
  private static final int WARM = 7;
  private static final long HEAP_ALLOWED = 4L << 20;
  private static final long RESIDENT_ALLOWED = 96L << 20;

  private static final List<Map.Entry<String, Reason>> MISCHIEF =
      List.of(
          Map.entry("crash", Reason.CRASH),
          Map.entry("memory", Reason.OUT_OF_MEMORY),
          Map.entry("abort", Reason.CRASH),
          Map.entry("crash", Reason.CRASH),
          Map.entry("memory", Reason.OUT_OF_MEMORY),
          Map.entry("abort", Reason.CRASH),
          Map.entry("hang", Reason.TIMEOUT));

  private ParserPool pool;

  @Test
  void mischief_leaves_nothing_behind() {
    var settings = ParserPoolTest.settings(1, Duration.ofSeconds(4), 1_000, TestChild.class);
    try (ParserPool closed = new ParserPool(settings, new MicrometerTelemetry())) {
      pool = closed;
      for (int i = 0; i < WARM; i++) {
        mischief(i);
      }
      good();
      Held before = Held.now();
      for (int i = 0; i < TIMES; i++) {
        mischief(i);
      }
      good();
      assertThat(Children.alive()).hasSize(1);
      await("no more open files than before", () -> Children.openFiles() <= before.files() + 1);
      await("no more threads than before", () -> threads() <= before.threads() + 1);
      Held after = Held.now();
      assertThat(after.heap()).as("heap").isLessThan(before.heap() + HEAP_ALLOWED);
      assertThat(after.resident()).as("memory").isLessThan(before.resident() + RESIDENT_ALLOWED);
    }
    assertThat(Children.alive()).isEmpty();
  }

  private void mischief(int i) {
    var kind = MISCHIEF.get(i % MISCHIEF.size());
    Path folder = Children.alive().isEmpty() ? null : Children.folder(Children.alive().getFirst());
    var failed = (ParseResult.Failed) parse(kind.getKey());
    assertThat(failed.failure().reason())
        .as("%s, number %d", kind.getKey(), i)
        .isEqualTo(kind.getValue());
    if (folder != null) {
      assertThat(Files.exists(folder)).as("folder of the dead child").isFalse();
    }
    if (i % 3 == 0) {
      good();
    }
  }

  private void good() {
    assertThat(parse("good")).isInstanceOf(ParseResult.Parsed.class);
  }

  private ParseResult parse(String command) {
    return pool.parse(Metadata.NONE, command.getBytes(StandardCharsets.UTF_8), Lane.LIVE);
  }

  private static void await(String what, BooleanSupplier condition) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < until) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }

  /** The JDK's own reapers of processes linger for a minute. */
  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("process reaper"))
        .count();
  }

  /** What this process holds. */
  private record Held(long files, long threads, long heap, long resident) {
    static Held now() {
      long heap = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        heap = Math.min(heap, runtime.totalMemory() - runtime.freeMemory());
      }
      long pid = ProcessHandle.current().pid();
      return new Held(Children.openFiles(), MischiefTest.threads(), heap, Children.resident(pid));
    }
  }
}

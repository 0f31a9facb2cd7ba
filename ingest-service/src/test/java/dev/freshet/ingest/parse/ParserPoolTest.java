package dev.freshet.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.ingest.parse.blocks.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ParserPoolTest {
  private final Telemetry telemetry = new MicrometerTelemetry();
  private ParserPool pool;

  private ParserPool pool(int children, Duration deadline, int recycleAfter) {
    pool = new ParserPool(settings(children, deadline, recycleAfter, TestChild.class), telemetry);
    return pool;
  }

  static ParserSettings settings(int children, Duration deadline, int recycleAfter, Class<?> main) {
    return new ParserSettings(
        children,
        64L << 20,
        deadline,
        1,
        deadline.multipliedBy(10),
        1_000_000,
        Limits.DEFAULT,
        recycleAfter,
        Duration.ofSeconds(60),
        "",
        "",
        main.getName());
  }

  private ParserPool pool() {
    return pool(1, Duration.ofSeconds(20), 1_000);
  }

  @AfterEach
  void closePool() {
    if (pool != null) {
      pool.close();
    }
  }

  private ParseResult parse(String text) {
    return pool.parse(Metadata.NONE, text.getBytes(StandardCharsets.UTF_8), Lane.LIVE);
  }

  private Reason reason(String text) {
    return ((ParseResult.Failed) parse(text)).failure().reason();
  }

  private String said(String text) {
    var parsed = (ParseResult.Parsed) parse(text);
    return ((Block.Paragraph) parsed.document().blocks().getFirst()).text();
  }

  @Test
  void file_read_by_a_child() {
    pool();
    assertThat(said("hello")).isEqualTo("hello");
  }

  @Test
  void publishers_title_wins_and_bytes_are_counted() {
    pool();
    var result = pool.parse(Metadata.NONE.withTitle("Given"), new byte[] {'a', 'b'}, Lane.BULK);
    var document = ((ParseResult.Parsed) result).document();
    assertThat(document.metadata().title()).isEqualTo("Given");
    assertThat(document.metadata().bytes()).isEqualTo(2);
  }

  @Test
  void empty_file_needs_no_child() {
    pool();
    assertThat(reason("")).isEqualTo(Reason.EMPTY);
  }

  @Test
  void file_over_the_limit_needs_no_child() {
    pool();
    var result = pool.parse(Metadata.NONE, new byte[1_000_001], Lane.LIVE);
    assertThat(((ParseResult.Failed) result).failure().message())
        .isEqualTo("the file has 1000001 bytes; parse.max-file allows 1000000");
  }

  @Test
  void hanging_child_killed_at_the_deadline_and_replaced() {
    pool(1, Duration.ofSeconds(1), 1_000);
    assertThat(said("first")).isEqualTo("first");
    long start = System.nanoTime();
    assertThat(reason("hang")).isEqualTo(Reason.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(said("next")).isEqualTo("next");
    assertThat(telemetry.scrape())
        .contains("freshet_parser_restarts_total{reason=\"timeout\"} 1.0");
  }

  @Test
  void slow_lane_has_children_of_its_own_that_end_with_their_file() {
    pool();
    String fast = said("pid");
    List<String> slow = List.of(saidSlowly("pid"), saidSlowly("pid"));
    assertThat(slow).doesNotHaveDuplicates().doesNotContain(fast);
    assertThat(slow).noneMatch(pid -> ProcessHandle.of(Long.parseLong(pid)).isPresent());
    assertThat(said("pid")).isEqualTo(fast);
  }

  private String saidSlowly(String text) {
    var parsed =
        (ParseResult.Parsed)
            pool.parse(Metadata.NONE, text.getBytes(StandardCharsets.UTF_8), Lane.SLOW);
    return ((Block.Paragraph) parsed.document().blocks().getFirst()).text();
  }

  @Test
  void slow_lane_has_a_deadline_of_its_own() {
    pool(1, Duration.ofMillis(200), 1_000);
    long start = System.nanoTime();
    var result = pool.parse(Metadata.NONE, "hang".getBytes(StandardCharsets.UTF_8), Lane.SLOW);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
    var failure = ((ParseResult.Failed) result).failure();
    assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(failure.message()).contains("2000 ms (parse.slow-deadline)");
    assertThat(saidSlowly("next")).isEqualTo("next");
  }

  @Test
  void child_that_dies_is_a_crash() {
    pool();
    var failure = ((ParseResult.Failed) parse("crash")).failure();
    assertThat(failure.reason()).isEqualTo(Reason.CRASH);
    assertThat(failure.message()).isEqualTo("the parser's process ended with exit code 134");
    assertThat(said("next")).isEqualTo("next");
  }

  @Test
  void bug_in_a_reader_is_a_crash() {
    pool();
    assertThat(reason("throw")).isEqualTo(Reason.CRASH);
  }

  @Test
  void child_out_of_memory_has_its_own_reason() {
    pool();
    assertThat(reason("memory")).isEqualTo(Reason.OUT_OF_MEMORY);
    assertThat(said("next")).isEqualTo("next");
  }

  @Test
  void child_killed_from_outside_while_it_reads_is_a_crash() throws Exception {
    pool();
    ProcessHandle child = ProcessHandle.of(Long.parseLong(said("pid"))).orElseThrow();
    Path hanging = Path.of(said("folder"), "hanging");
    try (ExecutorService callers = Executors.newSingleThreadExecutor()) {
      Future<Reason> reading = callers.submit(() -> reason("hang"));
      awaitFile(hanging);
      child.destroyForcibly();
      assertThat(reading.get(30, TimeUnit.SECONDS)).isEqualTo(Reason.CRASH);
    }
  }

  private static void awaitFile(Path file) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!Files.exists(file) && System.nanoTime() < until) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(file).exists();
  }

  @Test
  void child_killed_while_idle_blames_no_file() throws Exception {
    pool();
    ProcessHandle child = ProcessHandle.of(Long.parseLong(said("pid"))).orElseThrow();
    child.destroyForcibly();
    child.onExit().get(10, TimeUnit.SECONDS);
    assertThat(said("next")).isEqualTo("next");
  }

  @Test
  void child_replaced_after_its_share_of_files() {
    pool(1, Duration.ofSeconds(20), 2);
    String first = said("pid");
    assertThat(said("pid")).isEqualTo(first);
    assertThat(said("pid")).isNotEqualTo(first);
  }

  @Test
  void child_knows_nothing_of_its_parents_environment() {
    pool();
    assertThat(said("environment")).doesNotContain("PATH", "HOME", "PROXY", "proxy");
  }

  @Test
  void fifty_crashes_leave_no_process_and_no_folder() throws Exception {
    pool();
    Path folder = Path.of(said("folder"));
    for (int i = 0; i < 50; i++) {
      assertThat(reason("crash")).isEqualTo(Reason.CRASH);
    }
    Path last = Path.of(said("folder"));
    long pid = Long.parseLong(said("pid"));
    pool.close();
    assertThat(folder).doesNotExist();
    assertThat(last).doesNotExist();
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    assertThat(ProcessHandle.current().children().filter(ParserPoolTest::isTestChild)).isEmpty();
    try (var left = Files.list(folder.getParent())) {
      long own =
          left.filter(path -> path.getFileName().toString().startsWith("freshet-parser-"))
              .filter(path -> path.equals(folder) || path.equals(last))
              .count();
      assertThat(own).isZero();
    }
  }

  private static boolean isTestChild(ProcessHandle child) {
    return child.isAlive()
        && child.info().commandLine().orElse("").endsWith(TestChild.class.getName());
  }

  @Test
  void no_child_can_start_is_an_outage() {
    pool = new ParserPool(settings(1, Duration.ofSeconds(5), 10, Missing.class), telemetry);
    assertThatThrownBy(() -> parse("x"))
        .isInstanceOf(Outage.class)
        .hasMessageContaining("parser: ")
        .hasMessageContaining("no parser process can be started");
  }

  /** Has no main method. */
  private static final class Missing {}

  @Test
  void closed_pool_is_an_outage() {
    pool();
    pool.close();
    assertThatThrownBy(() -> parse("x"))
        .isInstanceOf(Outage.class)
        .hasMessage("parser: it is closed");
  }

  @Test
  void two_children_read_two_files_at_once() throws Exception {
    pool(2, Duration.ofSeconds(20), 1_000);
    assertThat(pool.callers(Lane.LIVE)).isEqualTo(2);
    try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
      Callable<String> pid = () -> said("pid");
      Future<String> one = callers.submit(pid);
      Future<String> two = callers.submit(pid);
      assertThat(one.get(30, TimeUnit.SECONDS)).isNotEmpty();
      assertThat(two.get(30, TimeUnit.SECONDS)).isNotEmpty();
    }
  }
}

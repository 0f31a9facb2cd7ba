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
import dev.freshet.ingest.parse.hostile.Children;
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
import org.junit.jupiter.api.io.TempDir;

final class ParserPoolTest {
  private final Telemetry telemetry = new MicrometerTelemetry();
  private ParserPool pool;

  private ParserPool pool(int children, Duration deadline, int recycleAfter) {
    pool = new ParserPool(settings(children, deadline, recycleAfter, TestChild.class), telemetry);
    return pool;
  }

  static ParserSettings settings(int children, Duration deadline, int recycleAfter, Class<?> main) {
    return settings(children, 0, deadline, recycleAfter, main);
  }

  private static ParserSettings settings(
      int children, int spare, Duration deadline, int recycleAfter, Class<?> main) {
    return new ParserSettings(
        children,
        64L << 20,
        deadline,
        spare,
        1,
        deadline.multipliedBy(10),
        1_000_000,
        Limits.DEFAULT,
        recycleAfter,
        Duration.ofSeconds(60),
        "",
        "",
        main.getName(),
        MemoSettings.OFF);
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
    pool(1, Duration.ofSeconds(4), 1_000);
    assertThat(said("first")).isEqualTo("first");
    long start = System.nanoTime();
    assertThat(reason("hang")).isEqualTo(Reason.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(said("next")).isEqualTo("next");
    assertThat(telemetry.scrape(false))
        .contains("freshet_parser_restarts_total{reason=\"timeout\"} 1.0");
  }

  /** On a machine that is too busy, killing helps nobody: the next child would fare no better. */
  @Test
  void child_without_a_processor_is_given_more_time_but_not_for_ever() {
    pool(1, Duration.ofSeconds(4), 1_000);
    assertThat(said("idle 6000")).isEqualTo("rested");
    assertThat(reason("idle 60000")).isEqualTo(Reason.TIMEOUT);
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
    // Twice: the second shows that the first gave its place back, however slow the machine is.
    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      var result = pool.parse(Metadata.NONE, "hang".getBytes(StandardCharsets.UTF_8), Lane.SLOW);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
      var failure = ((ParseResult.Failed) result).failure();
      assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
      assertThat(failure.message()).contains("2000 ms (parse.slow-deadline)");
    }
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
  void child_killed_from_outside_while_it_reads_is_replaced_and_the_file_read(
      @TempDir Path directory) throws Exception {
    pool();
    ProcessHandle child = ProcessHandle.of(Long.parseLong(said("pid"))).orElseThrow();
    Path hanging = Path.of(said("folder"), "hanging");
    Path mark = directory.resolve("mark");
    try (ExecutorService callers = Executors.newSingleThreadExecutor()) {
      Future<String> reading = callers.submit(() -> said("hang until " + mark));
      awaitFile(hanging);
      Files.createFile(mark);
      child.destroyForcibly();
      assertThat(reading.get(30, TimeUnit.SECONDS)).isEqualTo("read");
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

  /** A child on its way when the pool is closed ends too, and its folder with it. */
  @Test
  void closing_while_a_child_starts_leaves_nothing() {
    for (int i = 0; i < 10; i++) {
      pool();
      pool.warm();
      LockSupport.parkNanos(i * 20_000_000L);
      List<Path> folders = Children.alive().stream().map(Children::folder).toList();
      pool.close();
      assertThat(Children.alive()).isEmpty();
      assertThat(folders).allMatch(Files::notExists);
    }
  }

  @Test
  void native_crash_is_a_crash() {
    pool();
    assertThat(reason("abort")).isEqualTo(Reason.CRASH);
    assertThat(said("next")).isEqualTo("next");
  }

  @Test
  void replies_that_make_no_sense_are_crashes_and_end_the_child() {
    pool();
    for (String nonsense : new String[] {"nonsense", "nonsense inside", "flood"}) {
      String before = said("pid");
      assertThat(reason(nonsense)).as(nonsense).isEqualTo(Reason.CRASH);
      assertThat(said("pid")).as(nonsense).isNotEqualTo(before);
    }
  }

  /** Memory that files before have eaten up is not this file's doing. */
  @Test
  void file_is_not_blamed_for_those_before_it() {
    pool();
    for (int i = 0; i < 20; i++) {
      assertThat(said("leave")).isEqualTo("left");
    }
    assertThat(telemetry.scrape(false)).contains("freshet_parser_restarts_total{reason=\"died\"}");
  }

  @Test
  void file_that_kills_two_children_is_blamed_and_no_third_tried() {
    pool();
    said("first");
    assertThat(reason("crash")).isEqualTo(Reason.CRASH);
    assertThat(telemetry.scrape(false))
        .contains("freshet_parser_restarts_total{reason=\"died\"} 2.0");
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

  @Test
  void spare_child_reads_while_the_other_takes_long_and_one_is_left_in_the_end() throws Exception {
    Duration deadline = Duration.ofSeconds(10);
    pool = new ParserPool(settings(1, 1, deadline, 1_000, TestChild.class), telemetry);
    parse("one");
    try (var threads = Executors.newSingleThreadExecutor()) {
      Future<Reason> hanging = threads.submit(() -> reason("hang"));
      awaitFile(Children.folder(Children.alive().getFirst()).resolve("hanging"));
      assertThat(said("two")).isEqualTo("two");
      assertThat(hanging.isDone()).as("still hanging").isFalse();
      assertThat(Children.alive()).hasSize(2);
      assertThat(hanging.get()).isEqualTo(Reason.TIMEOUT);
    }
    assertThat(said("three")).isEqualTo("three");
    assertThat(Children.alive()).as("no other was started for the one that hung").hasSize(1);
  }
}

package dev.freshet.query.dashboard;

import static dev.freshet.query.dashboard.Figure.growth;
import static dev.freshet.query.dashboard.Figure.quantile;
import static dev.freshet.query.dashboard.Figure.rate;
import static dev.freshet.query.dashboard.Meter.any;
import static dev.freshet.query.dashboard.Meter.with;

import dev.freshet.query.dashboard.Panel.Line;
import dev.freshet.query.dashboard.Panel.Need;
import dev.freshet.query.dashboard.Panel.Unit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The slow lane, the processes that read files, the store, and this process. */
final class ProcessPanels {
  private static final double MOST = .95;
  private static final Need JOBS =
      new Need(
          "freshet.parser.children",
          "The ingest service counts this in its own process: see its /metrics.");

  private ProcessPanels() {}

  static Group work() {
    return new Group(
        "Slow lane, parsers and store",
        List.of(slow(), children(), restarts(), store(), storeCalls(), storeErrors()));
  }

  static Group process() {
    return new Group("This process", List.of(heap(), processor(), threads()));
  }

  private static Panel slow() {
    return Panel.of("slow", "Records in the slow lane", Unit.COUNT, DocumentPanels.waiting("slow"))
        .above(50, "SlowLaneGrows");
  }

  private static Panel children() {
    return Panel.of(
        "children",
        "Processes that read files",
        Unit.COUNT,
        new Line("alive", r -> r.level("freshet.parser.children", any())).where(JOBS),
        new Line("busy", "reading one", r -> r.level("freshet.parser.children.busy", any()))
            .where(JOBS));
  }

  private static Panel restarts() {
    List<Line> lines =
        Stream.of("died", "timeout", "recycled", "idle", "not-started")
            .map(
                reason ->
                    new Line(
                            reason,
                            growth(r -> r.total("freshet.parser.restarts", with("reason", reason))))
                        .where(JOBS))
            .toList();
    return new Panel(
        "restarts", "Such processes replaced", Unit.EACH, lines, Optional.empty(), true);
  }

  private static Panel store() {
    return Panel.of(
            "store",
            "Store, 95 % within",
            Unit.SECONDS,
            stored("candidates"),
            stored("fetch"),
            stored("replace").where(JOBS),
            stored("refresh").where(JOBS))
        .above(1, "StoreSlow", "candidates", "replace", "refresh");
  }

  private static Line stored(String operation) {
    return new Line(
        operation, quantile(MOST, r -> r.times("freshet.store", with("operation", operation))));
  }

  private static Panel storeCalls() {
    return Panel.of(
        "store-calls",
        "Store calls",
        Unit.PER_SECOND,
        called("candidates"),
        called("fetch"),
        called("replace").where(JOBS),
        called("refresh").where(JOBS));
  }

  private static Line called(String operation) {
    return new Line(operation, rate(r -> r.total("freshet.store", with("operation", operation))));
  }

  private static Panel storeErrors() {
    return Panel.of(
        "store-errors",
        "Store calls that failed",
        Unit.EACH,
        new Line("failed", growth(r -> r.total("freshet.store.errors", any()))));
  }

  private static Panel heap() {
    return Panel.of(
        "heap",
        "Memory of the JVM's heap",
        Unit.BYTES,
        new Line("used", r -> r.level("jvm.memory.used", with("area", "heap"))),
        new Line("most", "committed", r -> r.level("jvm.memory.committed", with("area", "heap"))));
  }

  private static Panel processor() {
    return Panel.of(
        "processor",
        "Processors",
        Unit.SHARE,
        new Line("process", "this process", r -> r.level("process.cpu.usage", any())),
        new Line("machine", "the machine", r -> r.level("system.cpu.usage", any())));
  }

  private static Panel threads() {
    return Panel.of(
        "threads",
        "Threads",
        Unit.COUNT,
        new Line("live", "platform threads", r -> r.level("jvm.threads.live", any())));
  }
}

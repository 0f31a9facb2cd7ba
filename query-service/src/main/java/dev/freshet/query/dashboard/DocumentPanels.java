package dev.freshet.query.dashboard;

import static dev.freshet.query.dashboard.Figure.growth;
import static dev.freshet.query.dashboard.Figure.quantile;
import static dev.freshet.query.dashboard.Figure.rate;
import static dev.freshet.query.dashboard.Meter.with;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Reason;
import dev.freshet.query.dashboard.Panel.Line;
import dev.freshet.query.dashboard.Panel.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What came out, and how long each stage took. */
final class DocumentPanels {
  private static final double MOST = .95;

  private final Arrivals arrivals;

  DocumentPanels(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  Group group() {
    return new Group(
        "Documents", List.of(documents(), passages(), dead(), waits(), work(), backlog()));
  }

  private Panel documents() {
    return Panel.of(
        "documents",
        "Documents that came out",
        Unit.PER_SECOND,
        Arrays.stream(DocumentState.values())
            .map(state -> new Line(state.label(), rate(_ -> arrivals.ended(state))))
            .toArray(Line[]::new));
  }

  private Panel passages() {
    return Panel.of(
        "passages",
        "Passages",
        Unit.PER_SECOND,
        new Line("embedded", rate(_ -> arrivals.embedded())),
        new Line("reused", rate(_ -> arrivals.reused())));
  }

  private Panel dead() {
    List<Line> lines =
        Arrays.stream(Reason.values())
            .map(reason -> new Line(reason.label(), growth(_ -> arrivals.died(reason))))
            .toList();
    return new Panel("dead", "Dead letters", Unit.EACH, lines, Optional.empty(), true)
        .above(0, "DeadLetters");
  }

  private Panel waits() {
    return Panel.of(
            "waits",
            "Wait before each job, 95 % within",
            Unit.SECONDS,
            Stream.of(Stage.PARSE, Stage.EMBED, Stage.INDEX)
                .map(stage -> new Line(stage.label(), quantile(MOST, _ -> arrivals.waits(stage))))
                .toArray(Line[]::new))
        .above(10, "StageQueueGrows");
  }

  private Panel work() {
    return Panel.of(
        "work",
        "Work of each stage, 95 % within",
        Unit.SECONDS,
        Stream.of(Stage.PARSE, Stage.EMBED, Stage.INDEX, Stage.REFRESH)
            .map(stage -> new Line(stage.label(), quantile(MOST, _ -> arrivals.work(stage))))
            .toArray(Line[]::new));
  }

  private static Panel backlog() {
    return Panel.of("backlog", "Records before each job", Unit.COUNT, waiting("fast"));
  }

  /** Records that each job has not committed, of a lane. */
  static Line[] waiting(String lane) {
    return Stream.of(Stage.PARSE, Stage.EMBED, Stage.INDEX)
        .map(
            stage ->
                new Line(
                    stage.label(),
                    r ->
                        r.level(
                            "freshet.backlog.records",
                            with("stage", stage.label()).and(with("lane", lane)))))
        .toArray(Line[]::new);
  }
}

package dev.freshet.query.dashboard;

import static dev.freshet.query.dashboard.Figure.quantile;
import static dev.freshet.query.dashboard.Meter.any;
import static dev.freshet.query.dashboard.Meter.with;

import dev.freshet.common.document.Lane;
import dev.freshet.common.telemetry.Measured;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.dashboard.Panel.Line;
import dev.freshet.query.dashboard.Panel.Need;
import dev.freshet.query.dashboard.Panel.Unit;
import dev.freshet.query.objective.ObjectiveSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether the promise of freshness is kept, and what waits. */
final class FreshnessPanels {
  private static final Need CANARY =
      new Need("freshet.canary.age.seconds", "No canary is published here: it is off.");
  private static final double HALF = .5;
  private static final double NEARLY_ALL = .99;

  private final Arrivals arrivals;
  private final ObjectiveSettings objective;
  private final List<SourceTopic> sources;

  FreshnessPanels(Arrivals arrivals, ObjectiveSettings objective, List<SourceTopic> sources) {
    this.arrivals = arrivals;
    this.objective = objective;
    this.sources = sources;
  }

  Group group() {
    return new Group(
        "Freshness", List.of(freshness(), inTime(), budget(), oldest(), behind(), canary()));
  }

  /** One line a lane that has sources. */
  private List<Lane> lanes() {
    return Stream.of(Lane.LIVE, Lane.BULK)
        .filter(lane -> sources.stream().anyMatch(source -> source.lane() == lane))
        .toList();
  }

  private Predicate<Measured> of(Lane lane) {
    String[] those =
        sources.stream()
            .filter(source -> source.lane() == lane)
            .map(SourceTopic::topic)
            .toArray(String[]::new);
    return with("source", those);
  }

  private Panel freshness() {
    List<Line> lines = new ArrayList<>();
    for (Lane lane : lanes()) {
      boolean live = lane == Lane.LIVE;
      String id = lane.label();
      lines.add(
          new Line(
              id + ".p50", id + ", half within", quantile(HALF, _ -> arrivals.freshness(live))));
      lines.add(
          new Line(
              id + ".p99",
              id + ", 99 % within",
              quantile(NEARLY_ALL, _ -> arrivals.freshness(live))));
    }
    return Panel.of(
            "freshness", "From publish to retrievable", Unit.SECONDS, lines.toArray(Line[]::new))
        .above(
            objective.freshness().toMillis() / 1e3, ObjectiveSettings.FRESHNESS.key(), "live.p99");
  }

  private Panel inTime() {
    return Panel.of(
            "in-time",
            "Live documents in time",
            Unit.SHARE,
            kept("5m", "of 5 minutes"),
            kept("1h", "of an hour"))
        .below(objective.share(), ObjectiveSettings.SHARE.key());
  }

  private Line kept(String window, String name) {
    return new Line(
        window,
        name,
        reading ->
            reading.level("freshet.objective.window.documents", with("window", window)) > 0
                ? 1
                    - reading.level("freshet.objective.burn.rate", with("window", window))
                        * (1 - objective.share())
                : Double.NaN);
  }

  private static Panel budget() {
    return Panel.of(
            "budget",
            "Error budget left, of three days",
            Unit.SHARE,
            new Line("left", r -> r.level("freshet.objective.budget.left", any())))
        .below(0, "objective");
  }

  private Panel oldest() {
    return Panel.of(
            "oldest",
            "How long the oldest document waits",
            Unit.SECONDS,
            lanes().stream()
                .map(
                    lane ->
                        new Line(
                            lane.label(),
                            r -> r.greatest("freshet.watermark.age.seconds", of(lane))))
                .toArray(Line[]::new))
        .above(120, "LineStalled");
  }

  private Panel behind() {
    return Panel.of(
        "behind",
        "Published and not yet out",
        Unit.COUNT,
        lanes().stream()
            .map(lane -> new Line(lane.label(), r -> r.level("freshet.lag.records", of(lane))))
            .toArray(Line[]::new));
  }

  private static Panel canary() {
    return Panel.of(
            "canary",
            "Since the canary was found",
            Unit.SECONDS,
            new Line("age", r -> r.level(CANARY.meter(), any())).where(CANARY))
        .above(120, "CanaryMissing");
  }
}

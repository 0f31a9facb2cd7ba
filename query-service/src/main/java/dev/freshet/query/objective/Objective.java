package dev.freshet.query.objective;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many documents of live sources became retrievable in time. A document counts when it becomes
 * retrievable; one that never does is no burn but a stalled line, a dead letter or a canary that
 * does not come. After a start the past is read from {@code index-events}, which holds the last
 * version of each document, so a restart does not forget a bad hour. Safe to use from several
 * threads.
 */
public final class Objective {
  private static final double PERCENT_OF_PERCENT = 10_000;

  private final ObjectiveSettings settings;
  private final Set<String> live;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final Instant started;
  private final Minutes minutes = new Minutes();

  /**
   * @param sources whose live ones are promised anything
   * @param telemetry is told what is kept; reads the burn rates
   * @param clock by which windows end
   */
  public Objective(
      ObjectiveSettings settings,
      List<SourceTopic> sources,
      Telemetry telemetry,
      InstantSource clock) {
    this.settings = settings;
    this.live =
        sources.stream()
            .filter(source -> source.lane() == Lane.LIVE)
            .map(SourceTopic::topic)
            .collect(Collectors.toUnmodifiableSet());
    this.telemetry = telemetry;
    this.clock = clock;
    this.started = clock.instant();
    for (Window window : Window.values()) {
      telemetry
          .objective()
          .burnRate(
              window.label(), this, o -> o.burnRate(o.sum(window)), o -> o.sum(window).documents());
    }
    telemetry.objective().budgetLeft(this, Objective::budgetLeft);
  }

  /** Hears an index event of the generation that serves. */
  public void observe(IndexEvent event) {
    OptionalLong end = event.origin().times().stream().mapToLong(StageTime::endMicros).max();
    if (event.state() != DocumentState.INDEXED
        || end.isEmpty()
        || !live.contains(event.origin().identity().source())
        || event.origin().identity().tenant().equals(Tenant.CANARY)) {
      return;
    }
    Instant retrievable = StageTime.instant(end.getAsLong());
    Duration took = Duration.between(event.origin().version().publishedAt(), retrievable);
    boolean kept = took.compareTo(settings.freshness()) <= 0;
    minutes.add(retrievable, kept);
    if (!retrievable.isBefore(started)) {
      telemetry.objective().document(kept);
    }
  }

  private Minutes.Sum sum(Window window) {
    return minutes.sum(window, clock.instant());
  }

  /** How many times faster than allowed the budget is spent. */
  private double burnRate(Minutes.Sum sum) {
    return sum.badShare() / (1 - settings.share());
  }

  private double budgetLeft() {
    return 1 - burnRate(sum(Window.longest()));
  }

  /** Writes {@code objective} of {@code GET /v1/freshness}. */
  public void write(ObjectNode root) {
    ObjectNode node = root.putObject("objective");
    node.put("freshnessMs", settings.freshness().toMillis());
    node.put("share", settings.share());
    ArrayNode windows = node.putArray("windows");
    for (Window window : Window.values()) {
      Minutes.Sum sum = sum(window);
      windows
          .addObject()
          .put("window", window.label())
          .put("documents", sum.documents())
          .put("late", sum.late())
          .put("share", rounded(1 - sum.badShare()))
          .put("burnRate", rounded(burnRate(sum)));
    }
    node.put("budgetLeft", rounded(budgetLeft()));
  }

  private static double rounded(double value) {
    return Math.round(value * PERCENT_OF_PERCENT) / PERCENT_OF_PERCENT;
  }
}

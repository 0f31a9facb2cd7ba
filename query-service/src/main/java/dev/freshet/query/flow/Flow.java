package dev.freshet.query.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Outage;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Answers {@code GET /v1/flow}: what is under way, and how long each stage takes. */
public final class Flow {
  private static final long CACHED_NANOS = 500_000_000;
  private static final int LAST_DOCUMENTS = 100;
  private static final List<Stage> JOBS = List.of(Stage.PARSE, Stage.EMBED, Stage.INDEX);

  private final Backlog backlog;
  private final LongSupplier lagRecords;
  private final LongSupplier passages;
  private final InstantSource clock;
  private final RecentEvents recent = new RecentEvents();
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Figures figures = new Figures(Map.of(), 0, System.nanoTime() - CACHED_NANOS);

  private record Figures(Map<Stage, Long> waiting, long passages, long nanos) {}

  /**
   * @param lagRecords published and not yet out at the end
   * @param passages how many are retrievable
   */
  public Flow(
      Backlog backlog, LongSupplier lagRecords, LongSupplier passages, InstantSource clock) {
    this.backlog = backlog;
    this.lagRecords = lagRecords;
    this.passages = passages;
    this.clock = clock;
  }

  /** Hears an index event. */
  public void observe(IndexEvent event) {
    recent.add(event);
  }

  /** The median from publish to retrievable of recent documents, in ms; empty: none is known. */
  public OptionalDouble recentFreshness() {
    double[] freshness = recent.freshnessMillis(LAST_DOCUMENTS);
    Arrays.sort(freshness);
    return freshness.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(quantile(freshness, .5));
  }

  /** The strip. */
  public Reply handle(Request request) {
    Parameters.of(request, List.of());
    Figures now = figures();
    long lag = lagRecords.getAsLong();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode stages = root.putArray("stages");
    JOBS.forEach(job -> stage(stages.addObject(), job, now, lag));
    root.put("publishedLastMinute", recent.publishedInMinuteBefore(clock.instant()) + lag);
    double[] freshness = recent.freshnessMillis(LAST_DOCUMENTS);
    if (freshness.length == 0) {
      root.putNull("lastFreshnessMs");
      root.putNull("freshness");
    } else {
      root.put("lastFreshnessMs", tenths(freshness[freshness.length - 1]));
      Arrays.sort(freshness);
      root.putObject("freshness")
          .put("p50Ms", quantile(freshness, .5))
          .put("p95Ms", quantile(freshness, .95));
    }
    root.put("embedded", recent.embedded());
    root.put("reused", recent.reused());
    root.put("parsed", recent.parsed());
    root.put("parsesSpared", recent.parsesSpared());
    root.put("passages", now.passages());
    root.put("lagRecords", lag);
    return Reply.json(200, root);
  }

  private void stage(ObjectNode node, Stage job, Figures now, long lag) {
    node.put("stage", job.label());
    // The jobs commit seldom, so what they have committed lags behind what has come out.
    node.put("waiting", Math.min(lag, now.waiting().getOrDefault(job, 0L)));
    double[] millis = recent.millis(job);
    if (millis.length == 0) {
      node.putNull("medianMs");
      node.putNull("p95Ms");
    } else {
      node.put("medianMs", quantile(millis, .5));
      node.put("p95Ms", quantile(millis, .95));
    }
  }

  /** The figures, asked for anew by one caller at a time; the others get the last ones. */
  private Figures figures() {
    if (System.nanoTime() - figures.nanos() >= CACHED_NANOS && asking.tryLock()) {
      try {
        figures = new Figures(waiting(), passages.getAsLong(), System.nanoTime());
      } finally {
        asking.unlock();
      }
    }
    return figures;
  }

  private Map<Stage, Long> waiting() {
    try {
      return backlog.waiting();
    } catch (Outage _) {
      // The health check tells of it; the strip keeps showing what it knew.
      return figures.waiting();
    }
  }

  private static double quantile(double[] ascending, double q) {
    return tenths(
        ascending[(int) Math.min(ascending.length - 1, Math.floor(q * ascending.length))]);
  }

  private static double tenths(double millis) {
    return Math.round(millis * 10) / 10.0;
  }
}

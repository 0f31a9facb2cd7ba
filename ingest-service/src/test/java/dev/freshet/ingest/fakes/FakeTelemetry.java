package dev.freshet.ingest.fakes;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.telemetry.KafkaClientMeters;
import dev.freshet.common.telemetry.Measured;
import dev.freshet.common.telemetry.ObjectiveTelemetry;
import dev.freshet.common.telemetry.QualityTelemetry;
import dev.freshet.common.telemetry.RetrievalTelemetry;
import dev.freshet.common.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Remembers what it was told. */
public final class FakeTelemetry implements Telemetry {
  public final List<Reason> deadLetters = new CopyOnWriteArrayList<>();
  public final List<String> outages = new CopyOnWriteArrayList<>();
  public final List<Duration> freshness = new CopyOnWriteArrayList<>();
  public final AtomicInteger embedded = new AtomicInteger();
  public final AtomicInteger reused = new AtomicInteger();

  public final AtomicInteger parses = new AtomicInteger();
  public final AtomicInteger parsesSpared = new AtomicInteger();

  @Override
  public void parse(boolean spared) {
    (spared ? parsesSpared : parses).incrementAndGet();
  }

  @Override
  public void freshness(Origin origin, Duration fromPublish) {
    freshness.add(fromPublish);
  }

  public final List<Signal.Kind> flagged = new CopyOnWriteArrayList<>();

  @Override
  public ObjectiveTelemetry objective() {
    throw new IllegalStateException("the jobs count nothing of the objective");
  }

  @Override
  public QualityTelemetry quality() {
    return new QualityTelemetry() {
      @Override
      public void flagged(Signal.Kind signal) {
        flagged.add(signal);
      }

      @Override
      public <T> void drift(String measure, T state, ToDoubleFunction<T> distance) {}

      @Override
      public <T> void driftDocuments(T state, ToDoubleFunction<T> documents) {}

      @Override
      public RetrievalTelemetry retrieval() {
        throw new IllegalStateException("the jobs retrieve nothing");
      }
    };
  }

  @Override
  public void stage(Stage stage, Lane lane, Duration work) {}

  @Override
  public void passages(int more, int again) {
    embedded.addAndGet(more);
    reused.addAndGet(again);
  }

  @Override
  public void deadLetter(Reason reason) {
    deadLetters.add(reason);
  }

  public final List<Stage> superseded = new CopyOnWriteArrayList<>();
  public final List<Stage> deferred = new CopyOnWriteArrayList<>();

  @Override
  public void superseded(Stage stage) {
    superseded.add(stage);
  }

  public final List<Stage> steppedAside = new CopyOnWriteArrayList<>();

  @Override
  public void steppedAside(Stage stage) {
    steppedAside.add(stage);
  }

  @Override
  public void deferred(Stage stage) {
    deferred.add(stage);
  }

  @Override
  public void parserRestart(String reason) {}

  @Override
  public void outage(String dependency) {
    outages.add(dependency);
  }

  @Override
  public void query(String step, Duration took) {}

  @Override
  public void answer(String kind, String outcome, Duration took) {}

  @Override
  public void answerTokens(int prompt, int completion, double cost) {}

  @Override
  public void request(String method, String route, int status, Duration took) {}

  @Override
  public <T> void lagRecords(String source, T state, ToDoubleFunction<T> records) {}

  @Override
  public <T> void watermarkAge(String source, T state, ToDoubleFunction<T> seconds) {}

  @Override
  public void permissions(Duration fromPublish) {}

  @Override
  public void audited() {}

  @Override
  public void auditDropped() {}

  @Override
  public <T> void permissionsHeld(T state, ToDoubleFunction<T> notices) {}

  @Override
  public <T> void permissionsPaused(T state, ToDoubleFunction<T> paused) {}

  @Override
  public void watchEvent(String event) {
    // Nobody asks for it here.
  }

  @Override
  public <T> void watches(T state, ToDoubleFunction<T> watches) {
    // Nobody asks for it here.
  }

  @Override
  public <T> void watchers(T state, ToDoubleFunction<T> watchers) {
    // Nobody asks for it here.
  }

  public final List<Duration> queued = new CopyOnWriteArrayList<>();
  public final AtomicLong tokens = new AtomicLong();

  @Override
  public void queue(Stage stage, Lane lane, Duration waited) {
    queued.add(waited);
  }

  @Override
  public void embeddingTokens(long more) {
    tokens.addAndGet(more);
  }

  @Override
  public void embeddingPrice(double perMillionTokens) {}

  @Override
  public <T> void parserChildren(
      String crew, T state, ToDoubleFunction<T> alive, ToDoubleFunction<T> busy) {}

  @Override
  public void store(String operation, Duration took) {}

  @Override
  public void storeError(String operation) {}

  @Override
  public void search(boolean found) {}

  @Override
  public void answerCache(boolean hit) {}

  @Override
  public <T> void backlog(Stage stage, String lane, T state, ToDoubleFunction<T> records) {}

  @Override
  public KafkaClientMeters kafka(
      String client, Supplier<Map<MetricName, ? extends Metric>> metrics) {
    return () -> {};
  }

  @Override
  public <T> void verifyFindings(String kind, T state, ToDoubleFunction<T> findings) {
    // Nobody asks for it here.
  }

  @Override
  public <T> void verifiedAt(T state, ToDoubleFunction<T> seconds) {
    // Nobody asks for it here.
  }

  @Override
  public List<Measured> measured(String name) {
    return List.of();
  }

  @Override
  public String scrape(boolean openMetrics) {
    return "";
  }
}

package dev.freshet.ingest.fakes;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

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
  public void freshness(String source, Duration fromPublish) {
    freshness.add(fromPublish);
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
  public void answerTokens(int prompt, int completion) {}

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

  @Override
  public <T> void verifyFindings(String kind, T state, ToDoubleFunction<T> findings) {
    // Nobody asks for it here.
  }

  @Override
  public <T> void verifiedAt(T state, ToDoubleFunction<T> seconds) {
    // Nobody asks for it here.
  }

  @Override
  public String scrape() {
    return "";
  }
}

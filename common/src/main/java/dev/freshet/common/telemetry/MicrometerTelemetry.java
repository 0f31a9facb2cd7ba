package dev.freshet.common.telemetry;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** {@link Telemetry} on Micrometer, read by Prometheus. */
public final class MicrometerTelemetry implements Telemetry {
  private static final Duration[] FRESHNESS_BUCKETS = {
    Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
        Duration.ofMillis(250),
    Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5),
        Duration.ofSeconds(15),
    Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30)
  };
  private static final Duration[] WORK_BUCKETS = {
    Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(25),
    Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofSeconds(1),
        Duration.ofSeconds(5)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter embedded;
  private final Counter reused;
  private final Counter parsesDone;
  private final Counter parsesSpared;
  private final Counter promptTokens;
  private final Counter completionTokens;

  /**
   * Registers what can be counted from the start, so that a figure of zero is shown and not absent.
   */
  public MicrometerTelemetry() {
    embedded =
        Counter.builder("freshet.passages.embedded")
            .description("Passages embedded")
            .register(registry);
    reused =
        Counter.builder("freshet.passages.reused")
            .description("Passages whose vector was taken over")
            .register(registry);
    parsesDone =
        Counter.builder("freshet.parses.done")
            .description("Files read into blocks")
            .register(registry);
    promptTokens =
        Counter.builder("freshet.answer.prompt.tokens")
            .description("Tokens of prompts for answers")
            .register(registry);
    completionTokens =
        Counter.builder("freshet.answer.completion.tokens")
            .description("Tokens that language models wrote")
            .register(registry);
    parsesSpared =
        Counter.builder("freshet.parses.spared")
            .description("Files whose blocks were known from an earlier parse")
            .register(registry);
    for (Reason reason : Reason.values()) {
      deadLetters(reason);
    }
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  private Counter deadLetters(Reason reason) {
    return Counter.builder("freshet.dead.letters")
        .description("Documents that became dead letters")
        .tag("reason", reason.label())
        .register(registry);
  }

  @Override
  public void freshness(String source, Duration fromPublish) {
    Timer.builder("freshet.freshness")
        .description("From publish to retrievable")
        .tag("source", source)
        .serviceLevelObjectives(FRESHNESS_BUCKETS)
        .register(registry)
        .record(fromPublish);
  }

  @Override
  public void stage(Stage stage, Lane lane, Duration work) {
    work(
            "freshet.stage",
            "A stage's own work on one document",
            "stage",
            stage.label(),
            "lane",
            lane.label())
        .record(work);
  }

  private Timer work(String name, String description, String... tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(WORK_BUCKETS)
        .register(registry);
  }

  @Override
  public void passages(int newlyEmbedded, int takenOver) {
    embedded.increment(newlyEmbedded);
    reused.increment(takenOver);
  }

  @Override
  public void parse(boolean spared) {
    (spared ? parsesSpared : parsesDone).increment();
  }

  @Override
  public void deadLetter(Reason reason) {
    deadLetters(reason).increment();
  }

  @Override
  public void superseded(Stage stage) {
    byStage("freshet.superseded", "Versions that a newer one made needless", stage);
  }

  @Override
  public void steppedAside(Stage stage) {
    byStage("freshet.stepped.aside", "Documents that let others go ahead of them", stage);
  }

  @Override
  public void deferred(Stage stage) {
    byStage("freshet.deferred", "Documents that went to the slow lane", stage);
  }

  private void byStage(String name, String description, Stage stage) {
    Counter.builder(name)
        .description(description)
        .tag("stage", stage.label())
        .register(registry)
        .increment();
  }

  @Override
  public void parserRestart(String reason) {
    Counter.builder("freshet.parser.restarts")
        .description("Parser children replaced")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  @Override
  public void outage(String dependency) {
    Counter.builder("freshet.outages")
        .description("Waits for a dependency that does not answer")
        .tag("dependency", dependency)
        .register(registry)
        .increment();
  }

  @Override
  public void query(String step, Duration took) {
    work("freshet.query", "Queries by step", "step", step).record(took);
  }

  @Override
  public void answer(String kind, String outcome, Duration took) {
    Timer.builder("freshet.answers")
        .description("From a question to its whole answer")
        .tags("kind", kind, "outcome", outcome)
        .serviceLevelObjectives(FRESHNESS_BUCKETS)
        .register(registry)
        .record(took);
  }

  @Override
  public void answerTokens(int prompt, int completion) {
    promptTokens.increment(prompt);
    completionTokens.increment(completion);
  }

  @Override
  public void request(String method, String route, int status, Duration took) {
    work(
            "freshet.http.requests",
            "HTTP requests",
            "method",
            method,
            "route",
            route,
            "status",
            Integer.toString(status))
        .record(took);
  }

  @Override
  public <T> void lagRecords(String source, T state, ToDoubleFunction<T> records) {
    Gauge.builder("freshet.lag.records", state, records)
        .description("Published and not yet out at the end")
        .tag("source", source)
        .register(registry);
  }

  @Override
  public <T> void watermarkAge(String source, T state, ToDoubleFunction<T> seconds) {
    Gauge.builder("freshet.watermark.age", state, seconds)
        .description("How long the oldest document has waited")
        .baseUnit("seconds")
        .tag("source", source)
        .register(registry);
  }

  @Override
  public void permissions(Duration fromPublish) {
    Timer.builder("freshet.permissions")
        .description("From publish to when a narrowing of permissions is heeded by searches")
        .serviceLevelObjectives(WORK_BUCKETS)
        .register(registry)
        .record(fromPublish);
  }

  @Override
  public void audited() {
    Counter.builder("freshet.audit.records")
        .description("Audit records that are durable")
        .register(registry)
        .increment();
  }

  @Override
  public void auditDropped() {
    Counter.builder("freshet.audit.dropped")
        .description("Audit records that could not be written")
        .register(registry)
        .increment();
  }

  @Override
  public <T> void permissionsHeld(T state, ToDoubleFunction<T> notices) {
    Gauge.builder("freshet.permissions.held", state, notices)
        .description("Notices of narrowings whose contents are not retrievable yet")
        .register(registry);
  }

  @Override
  public <T> void permissionsPaused(T state, ToDoubleFunction<T> paused) {
    Gauge.builder("freshet.permissions.paused", state, paused)
        .description("1 while so many notices are held that no more are read")
        .register(registry);
  }

  @Override
  public void watchEvent(String event) {
    Counter.builder("freshet.watch.events")
        .description("Events that standing queries told")
        .tag("event", event)
        .register(registry)
        .increment();
  }

  @Override
  public <T> void watches(T state, ToDoubleFunction<T> watches) {
    Gauge.builder("freshet.watches", state, watches)
        .description("Queries that stand")
        .register(registry);
  }

  @Override
  public <T> void watchers(T state, ToDoubleFunction<T> watchers) {
    Gauge.builder("freshet.watchers", state, watchers)
        .description("Connections that watch")
        .register(registry);
  }

  @Override
  public <T> void verifyFindings(String kind, T state, ToDoubleFunction<T> findings) {
    Gauge.builder("freshet.verify.findings", state, findings)
        .description("Documents kept differently than they were published, by the last full round")
        .tag("kind", kind)
        .register(registry);
  }

  @Override
  public <T> void verifiedAt(T state, ToDoubleFunction<T> seconds) {
    Gauge.builder("freshet.verify.round.time", state, seconds)
        .description("When the last full round of verification ended, since the epoch")
        .baseUnit("seconds")
        .register(registry);
  }

  @Override
  public String scrape() {
    return registry.scrape();
  }
}

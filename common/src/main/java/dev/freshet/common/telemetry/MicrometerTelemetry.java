package dev.freshet.common.telemetry;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Reason;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** {@link Telemetry} on Micrometer, read by Prometheus. */
public final class MicrometerTelemetry implements Telemetry, AutoCloseable {
  private static final double MILLION = 1e6;
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final MeterRegistries registries;
  private final Meters meters;
  private final KafkaFigures kafka;
  private final Totals totals;
  private final Tracing tracing;
  private final ObjectiveTelemetry objective;
  private final QualityTelemetry quality;
  private volatile double embeddingPrice;

  /** Where nothing is sent. */
  public MicrometerTelemetry() {
    this(TelemetrySettings.NONE);
  }

  /** What can be counted from the start is shown as zero and not absent. */
  public MicrometerTelemetry(TelemetrySettings settings) {
    registries = new MeterRegistries(settings);
    meters = new Meters(registries.all(), registries.scraped());
    kafka = new KafkaFigures(registries.all());
    totals = new Totals(meters);
    objective = new MicrometerObjective(meters);
    quality = new MicrometerQuality(meters);
    tracing = OtelTracing.of(settings);
    JvmMeters.bind(registries.all());
  }

  @Override
  public void freshness(Origin origin, Duration fromPublish) {
    String source = origin.identity().source();
    Timer timer = meters.journey("freshness", "From publish to retrievable", "source", source);
    registries.within(tracing.kept(origin), () -> timer.record(fromPublish));
  }

  @Override
  public void stage(Stage stage, Lane lane, Duration work) {
    meters
        .work("stage", "A stage's own work on one document", tags(stage, lane.label()))
        .record(work);
  }

  @Override
  public void queue(Stage stage, Lane lane, Duration waited) {
    meters
        .journey("queue", "How long a document lay before a stage", tags(stage, lane.label()))
        .record(waited);
  }

  private static String[] tags(Stage stage, String lane) {
    return new String[] {"stage", stage.label(), "lane", lane};
  }

  @Override
  public void passages(int newlyEmbedded, int takenOver) {
    totals.embedded.increment(newlyEmbedded);
    totals.reused.increment(takenOver);
  }

  @Override
  public void embeddingTokens(long tokens) {
    totals.embeddingTokens.increment((double) tokens);
    totals.embeddingCost.increment((double) tokens * embeddingPrice / MILLION);
  }

  @Override
  public void embeddingPrice(double perMillionTokens) {
    embeddingPrice = perMillionTokens;
  }

  @Override
  public void parse(boolean spared) {
    (spared ? totals.parsesSpared : totals.parsesDone).increment();
  }

  @Override
  public void deadLetter(Reason reason) {
    totals.deadLetters(reason).increment();
  }

  @Override
  public void superseded(Stage stage) {
    byStage("superseded", "Versions that a newer one made needless", stage);
  }

  @Override
  public void steppedAside(Stage stage) {
    byStage("stepped.aside", "Documents that let others go ahead of them", stage);
  }

  @Override
  public void deferred(Stage stage) {
    byStage("deferred", "Documents that went to the slow lane", stage);
  }

  private void byStage(String name, String description, Stage stage) {
    meters.counter(name, description, "stage", stage.label()).increment();
  }

  @Override
  public void parserRestart(String reason) {
    totals.parserRestarts(reason).increment();
  }

  @Override
  public <T> void parserChildren(
      String crew, T state, ToDoubleFunction<T> alive, ToDoubleFunction<T> busy) {
    meters.gauge("parser.children", "Processes that read files", state, alive, "crew", crew);
    meters.gauge("parser.children.busy", "Those that read one now", state, busy, "crew", crew);
  }

  @Override
  public void outage(String dependency) {
    meters.counter("outages", "Waits for one", "dependency", dependency).increment();
  }

  @Override
  public void store(String operation, Duration took) {
    meters.work("store", "Calls of the passage store", "operation", operation).record(took);
  }

  @Override
  public void storeError(String operation) {
    meters.counter("store.errors", "Calls that it failed", "operation", operation).increment();
  }

  @Override
  public void query(String step, Duration took) {
    meters.work("query", "Queries by step", "step", step).record(took);
  }

  @Override
  public void search(boolean found) {
    totals.searches.increment();
    totals.searchesInVain.increment(found ? 0 : 1);
  }

  @Override
  public void answer(String kind, String outcome, Duration took) {
    meters
        .journey("answers", "From a question to its whole answer", "kind", kind, "outcome", outcome)
        .record(took);
  }

  @Override
  public void answerTokens(int prompt, int completion, double cost) {
    totals.promptTokens.increment(prompt);
    totals.completionTokens.increment(completion);
    totals.answerCost.increment(cost);
  }

  @Override
  public void answerCache(boolean hit) {
    (hit ? totals.cacheHits : totals.cacheMisses).increment();
  }

  @Override
  public void request(String method, String route, int status, Duration took) {
    String code = Integer.toString(status);
    meters
        .work("http.requests", "Requests", "method", method, "route", route, "status", code)
        .record(took);
  }

  @Override
  public <T> void lagRecords(String source, T state, ToDoubleFunction<T> records) {
    meters.gauge("lag.records", "Published, not yet out", state, records, "source", source);
  }

  @Override
  public <T> void watermarkAge(String source, T state, ToDoubleFunction<T> seconds) {
    String meaning = "How long the oldest document has waited";
    meters.gauge("watermark.age.seconds", meaning, state, seconds, "source", source);
  }

  @Override
  public <T> void backlog(Stage stage, String lane, T state, ToDoubleFunction<T> records) {
    meters.gauge("backlog.records", "Not committed yet", state, records, tags(stage, lane));
  }

  @Override
  public void permissions(Duration fromPublish) {
    meters.work("permissions", "From publish to narrowed for searches").record(fromPublish);
  }

  @Override
  public void audited() {
    totals.audited.increment();
  }

  @Override
  public void auditDropped() {
    totals.auditDropped.increment();
  }

  @Override
  public <T> void permissionsHeld(T state, ToDoubleFunction<T> notices) {
    meters.gauge("permissions.held", "Notices that await their contents", state, notices);
  }

  @Override
  public <T> void permissionsPaused(T state, ToDoubleFunction<T> paused) {
    meters.gauge("permissions.paused", "1 while no more notices are read", state, paused);
  }

  @Override
  public void watchEvent(String event) {
    meters.counter("watch.events", "What standing queries told", "event", event).increment();
  }

  @Override
  public <T> void watches(T state, ToDoubleFunction<T> watches) {
    meters.gauge("watches", "Queries that stand", state, watches);
  }

  @Override
  public <T> void watchers(T state, ToDoubleFunction<T> watchers) {
    meters.gauge("watchers", "Connections that watch", state, watchers);
  }

  @Override
  public KafkaClientMeters kafka(
      String client, Supplier<Map<MetricName, ? extends Metric>> metrics) {
    return kafka.add(client, metrics);
  }

  @Override
  public <T> void verifyFindings(String kind, T state, ToDoubleFunction<T> findings) {
    meters.gauge("verify.findings", "Documents kept differently", state, findings, "kind", kind);
  }

  @Override
  public <T> void verifiedAt(T state, ToDoubleFunction<T> seconds) {
    meters.gauge("verify.round.time.seconds", "When the last full round ended", state, seconds);
  }

  @Override
  public ObjectiveTelemetry objective() {
    return objective;
  }

  @Override
  public QualityTelemetry quality() {
    return quality;
  }

  @Override
  public List<Measured> measured(String name) {
    return meters.measured(name);
  }

  @Override
  public Tracing tracing() {
    return tracing;
  }

  @Override
  public String scrape(boolean openMetrics) {
    return registries.scrape(openMetrics);
  }

  /** Sends what waits, for 3 s at most, whatever the collector does. */
  @Override
  public void close() {
    Thread farewell =
        Thread.ofPlatform().daemon().name("telemetry-farewell").start(this::sendWhatWaits);
    try {
      var _ = farewell.join(FAREWELL);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendWhatWaits() {
    tracing.close();
    registries.close();
  }
}

package dev.freshet.common.telemetry;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Everything that is counted: of each figure what it means, the invariant or the limit that it
 * watches, and the alert of {@code deploy/alerts} that uses it. Labels are few by design: never a
 * document id or a query. The state of a gauge is held weakly: keep it. Implementations are safe to
 * use from several threads.
 */
public interface Telemetry {
  /** The media type of OpenMetrics' text form. */
  String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  /**
   * {@code freshet_freshness_seconds} by source: from publish (the record's time) to retrievable,
   * with traces that are kept as its examples. Watches the promise of freshness; the canary is not
   * counted. Dashboards only: the objective's alerts, {@code FreshnessBudgetBurnsFast} and {@code
   * FreshnessBudgetBurns}, use {@link ObjectiveTelemetry#burnRate}.
   */
  void freshness(Origin origin, Duration fromPublish);

  /**
   * {@code freshet_stage_seconds} by stage and lane: a stage's own work on one document, waiting
   * excluded. Watches that no stage grows slow. No alert: it explains {@code LineStalled}.
   */
  void stage(Stage stage, Lane lane, Duration work);

  /**
   * {@code freshet_queue_seconds} by stage and lane: how long a document lay between two stages, or
   * between publish and parse. Watches that one slow document delays nobody. Alert {@code
   * StageQueueGrows}.
   */
  void queue(Stage stage, Lane lane, Duration waited);

  /**
   * {@code freshet_passages_embedded_total} and {@code freshet_passages_reused_total}; their sum is
   * the passages indexed. Watches that only changed passages are embedded. No alert: new documents
   * are embedded whole.
   */
  void passages(int embedded, int reused);

  /**
   * {@code freshet_embedding_tokens_total}: tokens of passages that the model embedded, and {@code
   * freshet_embedding_cost_total}: what they cost at the {@link #embeddingPrice}. Alert {@code
   * EmbeddingCostHigh}.
   */
  void embeddingTokens(long tokens);

  /** What a million embedded tokens cost from now on, in any currency; 0 until it is told. */
  void embeddingPrice(double perMillionTokens);

  /**
   * {@code freshet_parses_done_total} or {@code freshet_parses_spared_total}: a file was read into
   * blocks, or they were known from an earlier time. Watches the bound of the parse memo.
   */
  void parse(boolean spared);

  /**
   * {@code freshet_dead_letters_total} by reason. Watches that nothing published is lost: each has
   * its bytes. Alert {@code DeadLetters}.
   */
  void deadLetter(Reason reason);

  /**
   * {@code freshet_superseded_total} by stage: versions that a newer one made needless; at {@code
   * parse} and {@code embed} their work was saved, at {@code index} it was done already and the
   * stale version dropped. Watches that one version stands at a time. Alert {@code
   * StaleVersionsDropped}.
   */
  void superseded(Stage stage);

  /**
   * {@code freshet_deferred_total} by stage: documents that went to the slow lane. Watches that one
   * slow document delays nobody; the alert {@code SlowLaneGrows} uses {@link #backlog}.
   */
  void deferred(Stage stage);

  /** {@code freshet_stepped_aside_total} by stage: documents that let others go ahead of them. */
  void steppedAside(Stage stage);

  /**
   * {@code freshet_parser_restarts_total} by reason: children replaced. Watches that a hostile file
   * harms only itself. Alert {@code ParserChildrenDie}.
   */
  void parserRestart(String reason);

  /**
   * {@code freshet_parser_children} and {@code freshet_parser_children_busy} by crew ({@code fast},
   * {@code slow}): processes that read files, and those reading one now. Watches the bounds {@code
   * parse.children} and {@code parse.slow-children}. Alert {@code ParserChildrenBusy}.
   */
  <T> void parserChildren(
      String crew, T state, ToDoubleFunction<T> alive, ToDoubleFunction<T> busy);

  /**
   * {@code freshet_outages_total} by dependency: each wait for something that does not answer. An
   * outage means back-pressure, never loss. Alert {@code DependencyOut}.
   */
  void outage(String dependency);

  /**
   * {@code freshet_store_seconds} by operation: calls of the passage store that came back. Watches
   * that a refresh, and with it every document, is not kept waiting. Alert {@code StoreSlow}.
   */
  void store(String operation, Duration took);

  /**
   * {@code freshet_store_errors_total} by operation: calls that the store failed; they are made
   * again. Alert {@code StoreErrors}.
   */
  void storeError(String operation);

  /**
   * {@code freshet_query_seconds} by step: {@code fresh}, {@code turn}, {@code embed}, {@code
   * store}, {@code rerank}, {@code total} of a search, {@code pack} of a context. Alert {@code
   * QueriesSlow}.
   */
  void query(String step, Duration took);

  /**
   * {@code freshet_searches_total} and {@code freshet_searches_without_results_total}: searches
   * answered, and those that found nothing at all. Watches what readers are given. Alert {@code
   * SearchesFindNothing}.
   */
  void search(boolean found);

  /**
   * {@code freshet_answers_seconds} by kind ({@code generated}, {@code extractive}) and outcome
   * ({@code answered}, {@code unanswered}, {@code failed}): from request to whole answer. Alert
   * {@code AnswersFail}.
   */
  void answer(String kind, String outcome, Duration took);

  /**
   * {@code freshet_answer_prompt_tokens_total}, {@code freshet_answer_completion_tokens_total} and
   * {@code freshet_answer_cost_total}: what the language model was paid for.
   *
   * @param cost in the currency that prices are configured in
   */
  void answerTokens(int prompt, int completion, double cost);

  /**
   * {@code freshet_answer_cache_hits_total} or {@code freshet_answer_cache_misses_total}: a
   * generated answer was remembered, or had to be written. Watches the bound {@code
   * answer.cache-entries}.
   */
  void answerCache(boolean hit);

  /**
   * {@code freshet_http_requests_seconds} by method, route template and status. Alert {@code
   * RequestsFail}: 500 is a bug, 503 a limit or an outage.
   */
  void request(String method, String route, int status, Duration took);

  /**
   * {@code freshet_lag_records} by source: published and not yet out at the end. Watches that
   * nothing is lost on the way. Alert {@code LineStalled}, with the watermark's age.
   */
  <T> void lagRecords(String source, T state, ToDoubleFunction<T> records);

  /**
   * {@code freshet_watermark_age_seconds} by source: how long the oldest document has waited; 0
   * where none waits: the lag in seconds. Alert {@code LineStalled}.
   */
  <T> void watermarkAge(String source, T state, ToDoubleFunction<T> seconds);

  /**
   * {@code freshet_backlog_records} by stage and lane ({@code fast}: live and bulk, {@code slow}):
   * records that a job has not committed yet, as of a few seconds ago; of the slow lane its depth.
   * Alert {@code SlowLaneGrows}.
   */
  <T> void backlog(Stage stage, String lane, T state, ToDoubleFunction<T> records);

  /**
   * {@code freshet_permissions_seconds}: from publish (the record's time) to when a narrowing is
   * heeded by searches. Watches that a tenant sees only its own. Alert {@code PermissionsLate}.
   */
  void permissions(Duration fromPublish);

  /**
   * {@code freshet_permissions_held}: notices of narrowings whose contents are not retrievable yet.
   * Watches the bound {@code permissions.held}.
   */
  <T> void permissionsHeld(T state, ToDoubleFunction<T> notices);

  /**
   * {@code freshet_permissions_paused}: 1 while so many are held that no more are read, else 0.
   * Alert {@code PermissionsLate}.
   */
  <T> void permissionsPaused(T state, ToDoubleFunction<T> paused);

  /** {@code freshet_audit_records_total}: audit records that are durable. */
  void audited();

  /**
   * {@code freshet_audit_dropped_total}: audit records that could not be written. Alert {@code
   * AuditRecordsDropped}.
   */
  void auditDropped();

  /**
   * {@code freshet_watch_events_total} by event: what standing queries told, such as {@code match}
   * or {@code cut-off}. Watches that readers keep up. Alert {@code WatchersCutOff}.
   */
  void watchEvent(String event);

  /** {@code freshet_watches}: queries that stand. Watches {@code watch.registered}. */
  <T> void watches(T state, ToDoubleFunction<T> watches);

  /** {@code freshet_watchers}: connections that watch. Watches {@code watch.connections}. */
  <T> void watchers(T state, ToDoubleFunction<T> watchers);

  /**
   * {@code freshet_verify_findings} by kind: documents of which the last full round of verification
   * found that what is kept differs from what was published. 0 but for lost or foreign writes:
   * alert {@code KeptDifferently}.
   */
  <T> void verifyFindings(String kind, T state, ToDoubleFunction<T> findings);

  /**
   * {@code freshet_verify_round_time_seconds}: when the last full round of verification ended, in
   * seconds since the epoch; 0: none has.
   */
  <T> void verifiedAt(T state, ToDoubleFunction<T> seconds);

  /**
   * {@code freshet_kafka_…} by client: a small selection of what Kafka's clients and Streams
   * measure, summed (or the greatest taken) over all that were given under one name and are not
   * closed. Of hundreds of figures a client a dozen are kept, so that series stay few. Alerts
   * {@code JobThreadsGone} and {@code KafkaWritesFail}.
   *
   * @param client such as {@code parse.bulk}
   * @param metrics asked at each scrape
   * @return closed when the client is
   */
  KafkaClientMeters kafka(String client, Supplier<Map<MetricName, ? extends Metric>> metrics);

  /** What is counted of the promise of freshness. */
  ObjectiveTelemetry objective();

  /** What is counted of the documents' quality. */
  QualityTelemetry quality();

  /**
   * What the meters of a name hold now, each with its labels; empty where this process counts
   * nothing of that name, or has not yet. For the built-in dashboard.
   *
   * @param name with dots, such as {@code freshet.query}
   */
  List<Measured> measured(String name);

  /** Where versions and queries are traced. */
  default Tracing tracing() {
    return Tracing.NONE;
  }

  /**
   * All of it in Prometheus' text form.
   *
   * @param openMetrics in that of OpenMetrics, which has examples, instead of the older one
   */
  String scrape(boolean openMetrics);
}

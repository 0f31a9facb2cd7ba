package dev.freshet.common.telemetry;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Reason;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * Everything that is counted. Labels are few by design: never a document id or a query.
 * Implementations are safe to use from several threads.
 */
public interface Telemetry {

  /** {@code freshet_freshness_seconds}: from publish (the record's time) to retrievable. */
  void freshness(String source, Duration fromPublish);

  /** {@code freshet_stage_seconds}: a stage's own work on one document, waiting excluded. */
  void stage(Stage stage, Lane lane, Duration work);

  /**
   * {@code freshet_passages_embedded_total} and {@code freshet_passages_reused_total}; their sum is
   * the passages indexed.
   */
  void passages(int embedded, int reused);

  /**
   * {@code freshet_parses_done_total} or {@code freshet_parses_spared_total}: a file was read into
   * blocks, or they were known from an earlier time.
   */
  void parse(boolean spared);

  /** {@code freshet_dead_letters_total} by reason. */
  void deadLetter(Reason reason);

  /**
   * {@code freshet_superseded_total} by stage: versions that a newer one made needless; at {@code
   * parse} and {@code embed} their work was saved, at {@code index} it was done already.
   */
  void superseded(Stage stage);

  /** {@code freshet_deferred_total} by stage: documents that went to the slow lane. */
  void deferred(Stage stage);

  /** {@code freshet_stepped_aside_total} by stage: documents that let others go ahead of them. */
  void steppedAside(Stage stage);

  /** {@code freshet_parser_restarts_total} by reason: children replaced. */
  void parserRestart(String reason);

  /** {@code freshet_outages_total} by dependency: each wait for something that does not answer. */
  void outage(String dependency);

  /**
   * {@code freshet_query_seconds} by step: {@code fresh}, {@code turn}, {@code embed}, {@code
   * store}, {@code rerank}, {@code total} of a search, {@code pack} of a context.
   */
  void query(String step, Duration took);

  /**
   * {@code freshet_answers_seconds} by kind ({@code generated}, {@code extractive}) and outcome
   * ({@code answered}, {@code unanswered}, {@code failed}): from request to whole answer.
   */
  void answer(String kind, String outcome, Duration took);

  /**
   * {@code freshet_answer_prompt_tokens_total} and {@code freshet_answer_completion_tokens_total}:
   * what the language model was paid for.
   */
  void answerTokens(int prompt, int completion);

  /** {@code freshet_http_requests_seconds} by method, route template and status. */
  void request(String method, String route, int status, Duration took);

  /**
   * {@code freshet_lag_records}: published and not yet out at the end, of a source topic. The state
   * is held weakly: keep it.
   */
  <T> void lagRecords(String source, T state, ToDoubleFunction<T> records);

  /**
   * {@code freshet_watermark_age_seconds}: how long the oldest document has waited; 0 where none
   * waits. The state is held weakly: keep it.
   */
  <T> void watermarkAge(String source, T state, ToDoubleFunction<T> seconds);

  /**
   * {@code freshet_permissions_seconds}: from publish (the record's time) to when a narrowing is
   * heeded by searches.
   */
  void permissions(Duration fromPublish);

  /**
   * {@code freshet_permissions_held}: notices of narrowings whose contents are not retrievable yet.
   * The state is held weakly: keep it.
   */
  <T> void permissionsHeld(T state, ToDoubleFunction<T> notices);

  /**
   * {@code freshet_permissions_paused}: 1 while so many are held that no more are read, else 0. The
   * state is held weakly: keep it.
   */
  <T> void permissionsPaused(T state, ToDoubleFunction<T> paused);

  /** {@code freshet_audit_records_total}: audit records that are durable. */
  void audited();

  /** {@code freshet_audit_dropped_total}: audit records that could not be written. */
  void auditDropped();

  /**
   * {@code freshet_watch_events_total} by event: what standing queries told, such as {@code match}
   * or {@code cut-off}.
   */
  void watchEvent(String event);

  /** {@code freshet_watches}: queries that stand. The state is held weakly: keep it. */
  <T> void watches(T state, ToDoubleFunction<T> watches);

  /** {@code freshet_watchers}: connections that watch. The state is held weakly: keep it. */
  <T> void watchers(T state, ToDoubleFunction<T> watchers);

  /**
   * {@code freshet_verify_findings} by kind: documents of which the last full round of verification
   * found that what is kept differs from what was published. The state is held weakly: keep it.
   */
  <T> void verifyFindings(String kind, T state, ToDoubleFunction<T> findings);

  /**
   * {@code freshet_verify_round_time_seconds}: when the last full round of verification ended, in
   * seconds since the epoch; 0: none has. The state is held weakly: keep it.
   */
  <T> void verifiedAt(T state, ToDoubleFunction<T> seconds);

  /** All of it in Prometheus' text form. */
  String scrape();
}

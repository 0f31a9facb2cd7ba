package dev.freshet.common.telemetry;

import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * What is counted of the promise of freshness: the objective's documents and budget, and the
 * canary. The state of a gauge is held weakly: keep it. Safe to use from several threads.
 */
public interface ObjectiveTelemetry {

  /**
   * {@code freshet_objective_documents_total} and {@code freshet_objective_late_total}: documents
   * of live sources that became retrievable since the start, and those that took longer than {@code
   * objective.freshness}. For Prometheus' own windows.
   */
  void document(boolean kept);

  /**
   * {@code freshet_objective_burn_rate} by window: how many times faster than the objective allows
   * its error budget is spent; 1 spends exactly what {@code objective.share} leaves. And {@code
   * freshet_objective_window_documents}: of how many documents that is. Alerts {@code
   * FreshnessBudgetBurnsFast} and {@code FreshnessBudgetBurns}.
   *
   * @param window such as {@code 1h}
   */
  <T> void burnRate(
      String window, T state, ToDoubleFunction<T> rate, ToDoubleFunction<T> documents);

  /**
   * {@code freshet_objective_budget_left}: the share of the longest window's error budget that is
   * not spent; 1 where no document was late, below 0 where the objective is missed.
   */
  <T> void budgetLeft(T state, ToDoubleFunction<T> share);

  /** {@code freshet_canary_seconds}: from publish to found, of the canary. */
  void canary(Duration took);

  /**
   * {@code freshet_canary_failures_total} by reason: {@code publish}, {@code late}, {@code search},
   * {@code missing}. Watches the whole line from outside. Alert {@code CanaryMissing}.
   */
  void canaryFailed(String reason);

  /**
   * {@code freshet_canary_age_seconds}: since the canary was found last, or since the start. Alert
   * {@code CanaryMissing}.
   */
  <T> void canaryAge(T state, ToDoubleFunction<T> seconds);
}

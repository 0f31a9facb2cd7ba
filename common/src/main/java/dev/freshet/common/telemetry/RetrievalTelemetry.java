package dev.freshet.common.telemetry;

import java.util.function.ToDoubleFunction;

/**
 * What is counted of the quality of retrieval, where a set of questions is asked again and again;
 * where there is none, nothing but {@link #failed} is there. Gauges are not a number until a round
 * has ended. The state of a gauge is held weakly: keep it. Safe to use from several threads.
 */
public interface RetrievalTelemetry {

  /**
   * {@code freshet_reevaluation_quality} and {@code freshet_reevaluation_baseline} by measure
   * ({@code ndcg@10}, {@code recall@10}, {@code mrr@10}, {@code zero-hits}: the share of questions
   * that find nothing), 0 to 1: the last round, and the baseline on the same questions and
   * documents. Watches that what readers are given stays as good as it was. No alert: one is on
   * {@link #fall}.
   */
  <T> void quality(String measure, T state, ToDoubleFunction<T> last, ToDoubleFunction<T> baseline);

  /**
   * {@code freshet_reevaluation_fall}: by how much nDCG@10 of the last round is below the
   * baseline's, below 0 where it is above; {@code freshet_reevaluation_fall_p}: how often chance
   * alone would make as large a difference; {@code freshet_reevaluation_fallen}: 1 where both are
   * beyond {@code reevaluation.fall} and {@code reevaluation.significance}, else 0. Alert {@code
   * RetrievalQualityFell}.
   */
  <T> void fall(
      T state, ToDoubleFunction<T> fall, ToDoubleFunction<T> p, ToDoubleFunction<T> fallen);

  /**
   * {@code freshet_reevaluation_judgements} and {@code freshet_reevaluation_judgements_lost}: pairs
   * of a question and a document that answers it, and those whose document is not there any more,
   * or never was. Watches that the questions are still about what is published. Alert {@code
   * JudgementsLost}.
   */
  <T> void judgements(T state, ToDoubleFunction<T> all, ToDoubleFunction<T> lost);

  /**
   * {@code freshet_reevaluation_age_seconds}: since the last whole round ended, or since the start.
   * Alert {@code ReevaluationOverdue}.
   */
  <T> void age(T state, ToDoubleFunction<T> seconds);

  /**
   * {@code freshet_reevaluation_failures_total}: rounds that did not come to their end. Alert
   * {@code ReevaluationOverdue}, once none has for a day.
   */
  void failed();
}

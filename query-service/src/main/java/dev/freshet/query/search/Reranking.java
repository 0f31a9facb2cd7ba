package dev.freshet.query.search;

import dev.freshet.query.exchange.Problem;
import dev.freshet.query.rerank.NotReranked;
import dev.freshet.query.rerank.Reranker;
import dev.freshet.query.retrieval.Ordering;
import dev.freshet.query.retrieval.Retrieved;
import dev.freshet.query.retrieval.Scored;
import dev.freshet.query.retrieval.SearchRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Has the best passages ordered by a reranker. Where it does not do it in time, they stay in their
 * order, and the answer says so.
 *
 * @param reranker empty: there is none
 */
record Reranking(Optional<Reranker> reranker) {
  /**
   * What became of it.
   *
   * @param passages in their new order, or as they were
   * @param told for the answer; empty: nobody asked
   */
  record Outcome(List<Scored> passages, Optional<Retrieved.Reranking> told) {}

  /**
   * @throws Problem 400 where there is no reranker
   */
  void require(Optional<Ordering.Rerank> wanted) {
    if (wanted.isPresent() && reranker.isEmpty()) {
      throw Problem.field(
          "rerank", "this service has no reranker (rerank.endpoint): leave out \"rerank\"");
    }
  }

  /** How many passages are reranked; 0: none are. */
  int depth(SearchRequest request) {
    return request
        .ordering()
        .rerank()
        .map(wanted -> Math.max(request.limit(), reranker.orElseThrow().depth(wanted)))
        .orElse(0);
  }

  Outcome apply(Question question, List<Scored> passages) {
    Optional<Ordering.Rerank> wanted = question.request().ordering().rerank();
    if (wanted.isEmpty()) {
      return new Outcome(passages, Optional.empty());
    }
    List<Scored> best = passages.stream().limit(question.reranked()).toList();
    List<String> texts = best.stream().map(one -> one.passage().passage().embedded()).toList();
    try {
      double[] scores =
          reranker.orElseThrow().scores(wanted.get(), question.request().query(), texts);
      return new Outcome(ordered(best, scores), told(Optional.empty()));
    } catch (NotReranked e) {
      return new Outcome(passages, told(Optional.of(e.getMessage())));
    }
  }

  private static Optional<Retrieved.Reranking> told(Optional<String> failure) {
    return Optional.of(new Retrieved.Reranking(failure));
  }

  private static List<Scored> ordered(List<Scored> best, double[] scores) {
    double min = Arrays.stream(scores).min().orElse(0);
    double max = Arrays.stream(scores).max().orElse(0);
    List<Scored> reranked = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      double scaled = max == min ? 1 : (scores[i] - min) / (max - min);
      reranked.add(best.get(i).reranked(scaled, scores[i]));
    }
    reranked.sort(Step.BEST_FIRST);
    return List.copyOf(reranked);
  }
}

package dev.freshet.stores.lucene;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.search.ScoreDoc;

/** The best hits of all that are offered, together with those that equal the last of them. */
final class BestHits {
  private final int depth;
  private final PriorityQueue<Float> scores = new PriorityQueue<>();
  private final List<ScoreDoc> candidates = new ArrayList<>();

  /**
   * @param depth how many, at least 1
   */
  BestHits(int depth) {
    this.depth = depth;
  }

  void offer(int doc, float score) {
    if (scores.size() < depth) {
      scores.add(score);
    } else if (score < scores.peek()) {
      return;
    } else if (score > scores.peek()) {
      scores.poll();
      scores.add(score);
    }
    candidates.add(new ScoreDoc(doc, score));
  }

  /** In no order. */
  ScoreDoc[] hits() {
    float least = scores.isEmpty() ? 0 : scores.peek();
    return candidates.stream().filter(hit -> hit.score >= least).toArray(ScoreDoc[]::new);
  }
}

package dev.freshet.evaluation.bench;

import dev.freshet.common.embed.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/** The nearest of all vectors ever offered, by comparing each: what a graph comes close to. */
final class Nearest {
  private final List<Vector> questions;
  private final int depth;
  private final List<PriorityQueue<Near>> best = new ArrayList<>();

  private record Near(String name, double cosine) {}

  /**
   * @param depth how many of each question, at least 1
   */
  Nearest(List<Vector> questions, int depth) {
    this.questions = questions;
    this.depth = depth;
    questions.forEach(_ -> best.add(new PriorityQueue<>(Comparator.comparingDouble(Near::cosine))));
  }

  void offer(String name, Vector vector) {
    for (int i = 0; i < questions.size(); i++) {
      PriorityQueue<Near> near = best.get(i);
      double cosine = questions.get(i).dot(vector);
      if (near.size() < depth) {
        near.add(new Near(name, cosine));
      } else if (cosine > near.peek().cosine()) {
        near.poll();
        near.add(new Near(name, cosine));
      }
    }
  }

  /** The share of a question's nearest that were found. */
  double recall(int question, List<String> found) {
    Set<String> nearest = best.get(question).stream().map(Near::name).collect(Collectors.toSet());
    return (double) found.stream().filter(nearest::contains).count() / nearest.size();
  }
}

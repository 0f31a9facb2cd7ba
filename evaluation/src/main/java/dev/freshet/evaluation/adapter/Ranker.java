package dev.freshet.evaluation.adapter;

import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.ranking.Measures;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.PassageKey;
import dev.freshet.evaluation.adapter.Material.Asked;
import dev.freshet.evaluation.adapter.Material.Shown;
import dev.freshet.evaluation.quality.Bm25;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Searches the material exactly, and says how well its questions are answered. */
final class Ranker {
  /** nDCG looks at so many. */
  private static final int K = 10;

  /** How long each of the two lists is that are fused, as a search with a limit of 200 has it. */
  private static final int DEPTH = 200;

  private final Space space;
  private final List<PassageKey> keys = new ArrayList<>();
  private final List<List<Candidate>> sparse = new ArrayList<>();

  /** What a question came to in each mode: nDCG@10. */
  record Gains(double dense, double hybrid) {}

  Ranker(Space space) {
    this.space = space;
    List<Shown> passages = space.material().passages();
    for (int p = 0; p < passages.size(); p++) {
      keys.add(new PassageKey("%08d".formatted(p)));
    }
    Bm25 words = new Bm25(passages.stream().map(Shown::text).toList());
    for (Asked asked : space.material().questions()) {
      double[] scores = words.scores(asked.text());
      sparse.add(best(IntStream.range(0, scores.length).filter(p -> scores[p] > 0), scores));
    }
  }

  private List<Candidate> best(IntStream which, double[] scores) {
    Comparator<Integer> order = Comparator.comparingDouble(p -> -scores[p]);
    return which
        .boxed()
        .sorted(order.thenComparing(Comparator.naturalOrder()))
        .limit(DEPTH)
        .map(p -> new Candidate(keys.get(p), scores[p]))
        .toList();
  }

  /**
   * Asks questions with vectors that are passed through a map.
   *
   * @param columns the map D
   * @param which of the questions
   */
  List<Gains> gains(float[] columns, List<Integer> which) {
    float[][] shown = mapped(columns, space.passages());
    List<Gains> gains = new ArrayList<>();
    for (int question : which) {
      List<Candidate> dense = dense(columns, question, shown);
      List<PassageKey> fused =
          Fusion.DEFAULT.fuse(new Candidates(dense, sparse.get(question))).stream()
              .map(Fusion.Ranked::key)
              .toList();
      gains.add(new Gains(gain(question, keys(dense)), gain(question, fused)));
    }
    return gains;
  }

  /** The mean nDCG@10 of the dense list alone, which says when training ends. */
  double dense(float[] columns, List<Integer> which) {
    float[][] shown = mapped(columns, space.passages());
    return which.stream()
        .mapToDouble(question -> gain(question, keys(dense(columns, question, shown))))
        .average()
        .orElse(0);
  }

  private List<Candidate> dense(float[] columns, int question, float[][] shown) {
    float[] asked = mapped(columns, new float[][] {space.questions()[question]})[0];
    double[] scores = new double[shown.length];
    for (int p = 0; p < scores.length; p++) {
      scores[p] = Matrices.dot(asked, shown[p]);
    }
    return best(IntStream.range(0, scores.length), scores);
  }

  private static List<PassageKey> keys(List<Candidate> list) {
    return list.stream().map(Candidate::key).toList();
  }

  private static float[][] mapped(float[] columns, float[][] vectors) {
    float[][] out = Matrices.mapped(columns, vectors);
    Matrices.normalise(out);
    return out;
  }

  private double gain(int question, List<PassageKey> ranking) {
    List<String> units =
        ranking.stream()
            .map(key -> space.material().passages().get(Integer.parseInt(key.value())).unit())
            .distinct()
            .limit(K)
            .toList();
    return Measures.ndcg(units, space.material().questions().get(question).grades(), K);
  }
}

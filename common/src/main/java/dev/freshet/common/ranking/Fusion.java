package dev.freshet.common.ranking;

import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.PassageKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Makes one list of two. Each list is scaled to 0..1 by its own least and greatest score (min-max),
 * then a passage scores {@code weight * dense + (1 - weight) * sparse}, a list that lacks it
 * counting 0.
 *
 * <p>Measured against reciprocal rank fusion on Cranfield and SQuAD 2.0: docs/decisions/0004.
 * Scores compare within one answer only.
 *
 * @param denseWeight 0 to 1
 */
public record Fusion(double denseWeight) {
  /** What measured best on both collections. */
  public static final Fusion DEFAULT = new Fusion(.5);

  /**
   * @throws IllegalArgumentException when the weight is out of range
   */
  public Fusion {
    if (!(denseWeight >= 0 && denseWeight <= 1)) {
      throw new IllegalArgumentException("dense weight is " + denseWeight + ": give 0 to 1");
    }
  }

  /**
   * A passage with its fused score.
   *
   * @param key which
   * @param score 0 to 1
   * @param dense its cosine, where the dense list has it
   * @param sparse its BM25 score, where the sparse list has it
   */
  public record Ranked(PassageKey key, double score, OptionalDouble dense, OptionalDouble sparse) {}

  /** The fused list, best first, equal scores by key. A list that is alone decides alone. */
  public List<Ranked> fuse(Candidates candidates) {
    Map<PassageKey, Double> dense = scores(candidates.dense());
    Map<PassageKey, Double> sparse = scores(candidates.sparse());
    double weight = dense.isEmpty() ? 0 : sparse.isEmpty() ? 1 : denseWeight;
    Optional<Scale> denseScale = Scale.of(candidates.dense());
    Optional<Scale> sparseScale = Scale.of(candidates.sparse());
    Set<PassageKey> keys = new HashSet<>(dense.keySet());
    keys.addAll(sparse.keySet());
    return keys.stream()
        .map(
            key -> {
              double fused =
                  weight * scaled(denseScale, dense.get(key))
                      + (1 - weight) * scaled(sparseScale, sparse.get(key));
              return new Ranked(key, fused, optional(dense.get(key)), optional(sparse.get(key)));
            })
        .sorted(Comparator.comparingDouble(Ranked::score).reversed().thenComparing(Ranked::key))
        .toList();
  }

  private static Map<PassageKey, Double> scores(List<Candidate> list) {
    Map<PassageKey, Double> scores = new HashMap<>();
    list.forEach(c -> scores.putIfAbsent(c.key(), c.score()));
    return scores;
  }

  private static double scaled(Optional<Scale> scale, Double score) {
    return score == null ? 0 : scale.map(s -> s.apply(score)).orElse(0.0);
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The span of a list's scores. */
  private record Scale(double min, double max) {
    static Optional<Scale> of(List<Candidate> list) {
      return list.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Scale(
                  list.stream().mapToDouble(Candidate::score).min().orElseThrow(),
                  list.stream().mapToDouble(Candidate::score).max().orElseThrow()));
    }

    double apply(double score) {
      return max == min ? 1 : (score - min) / (max - min);
    }
  }
}

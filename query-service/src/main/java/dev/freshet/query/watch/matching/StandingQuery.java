package dev.freshet.query.watch.matching;

import dev.freshet.common.embed.Vector;
import java.util.Optional;
import java.util.Set;

/**
 * A query that waits for passages.
 *
 * @param vector of the query; empty where words alone count
 * @param terms the query's distinct words as they are indexed; empty where meaning alone counts
 * @param minScore from which score on a passage meets it, 0 to 1
 */
public record StandingQuery(Optional<Vector> vector, Set<String> terms, double minScore) {
  /** How much meaning counts where both do. */
  static final double DENSE_WEIGHT = .5;

  /**
   * @throws IllegalArgumentException where there is nothing to compare with
   */
  public StandingQuery {
    terms = Set.copyOf(terms);
    if (vector.isEmpty() && terms.isEmpty()) {
      throw new IllegalArgumentException("a standing query has a vector, or words, or both");
    }
  }

  /**
   * How well a passage meets it, on a scale that depends on nothing but the two: the cosine for
   * meaning, the share of the query's words that the passage has for words, the mean of them where
   * both count.
   */
  public double score(double cosine, double share) {
    return score(vector.isPresent(), !terms.isEmpty(), cosine, share);
  }

  static double score(boolean meaning, boolean words, double cosine, double share) {
    if (!meaning) {
      return share;
    }
    return words ? DENSE_WEIGHT * cosine + (1 - DENSE_WEIGHT) * share : cosine;
  }

  /** The share of the words that are among these, 0 to 1; 0 where no words count. */
  public double share(Set<String> passageTerms) {
    long shared = terms.stream().filter(passageTerms::contains).count();
    return share((int) shared);
  }

  double share(int shared) {
    return terms.isEmpty() ? 0 : (double) shared / terms.size();
  }
}

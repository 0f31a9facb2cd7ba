package dev.freshet.stores.qdrant;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import dev.freshet.common.text.TextAnalysis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * BM25 as sparse vectors: a passage carries each term's share by frequency and length, the server
 * multiplies by the term's rarity among all points. The same formula as Lucene's, but for a mean
 * length that is given beforehand instead of counted. A term is named by its murmur3 hash, as
 * Qdrant's own BM25 names it; terms that share a name are added up.
 *
 * @see <a href="https://qdrant.tech/documentation/concepts/indexing/#sparse-vector-index">IDF
 *     modifier</a>
 */
final class SparseVectors {
  private static final double K1 = 1.2;
  private static final double B = .75;
  private static final HashFunction MURMUR = Hashing.murmur3_32_fixed(0);

  private final TextAnalysis analysis = new TextAnalysis();
  private final double averageTerms;

  /** Names of terms in ascending order, and a weight for each. */
  record Sparse(List<Integer> indices, List<Float> weights) {
    private static Sparse of(Map<Integer, Double> byName) {
      List<Integer> indices = new ArrayList<>(byName.size());
      List<Float> weights = new ArrayList<>(byName.size());
      byName.forEach(
          (index, weight) -> {
            indices.add(index);
            weights.add(weight.floatValue());
          });
      return new Sparse(indices, weights);
    }

    boolean isEmpty() {
      return indices.isEmpty();
    }
  }

  /**
   * @param averageTerms how many terms a passage has on average
   */
  SparseVectors(int averageTerms) {
    this.averageTerms = averageTerms;
  }

  /** Of a passage. */
  Sparse of(String text) {
    List<TextAnalysis.Term> terms = analysis.terms(text);
    Map<String, Integer> counts = new TreeMap<>();
    terms.forEach(term -> counts.merge(term.text(), 1, Integer::sum));
    double length = K1 * (1 - B + B * terms.size() / averageTerms);
    Map<Integer, Double> weights = new TreeMap<>();
    counts.forEach(
        (term, count) -> weights.merge(name(term), count / (count + length), Double::sum));
    return Sparse.of(weights);
  }

  /** Of a query: each term counts once. */
  static Sparse ofQuery(List<String> terms) {
    Map<Integer, Double> weights = new TreeMap<>();
    terms.stream().distinct().forEach(term -> weights.merge(name(term), 1.0, Double::sum));
    return Sparse.of(weights);
  }

  private static int name(String term) {
    int hash = MURMUR.hashString(term, StandardCharsets.UTF_8).asInt();
    return hash == Integer.MIN_VALUE ? Integer.MAX_VALUE : Math.abs(hash);
  }
}

package dev.freshet.evaluation.quality;

import dev.freshet.common.text.TextAnalysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts searched by their words, exactly: what the stores come close to. */
public final class Bm25 {
  private static final double K1 = 1.2;
  private static final double B = .75;

  private final TextAnalysis analysis = new TextAnalysis();
  private final List<Map<String, Integer>> counts = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();
  private final Map<String, Integer> having = new HashMap<>();
  private final double meanLength;

  /**
   * @param texts are scored in this order
   */
  public Bm25(List<String> texts) {
    double sum = 0;
    for (String text : texts) {
      Map<String, Integer> terms = new HashMap<>();
      analysis.terms(text).forEach(term -> terms.merge(term.text(), 1, Integer::sum));
      terms.keySet().forEach(term -> having.merge(term, 1, Integer::sum));
      int length = terms.values().stream().mapToInt(Integer::intValue).sum();
      counts.add(terms);
      lengths.add(length);
      sum += length;
    }
    meanLength = texts.isEmpty() ? 0 : sum / texts.size();
  }

  /** Each text's score, 0 where it has none of the question's words. */
  public double[] scores(String question) {
    double[] scores = new double[counts.size()];
    for (String term : analysis.queryTerms(question)) {
      int documents = having.getOrDefault(term, 0);
      double rarity = Math.log(1 + (counts.size() - documents + .5) / (documents + .5));
      for (int i = 0; i < scores.length; i++) {
        int count = counts.get(i).getOrDefault(term, 0);
        scores[i] += rarity * count / (count + K1 * (1 - B + B * lengths.get(i) / meanLength));
      }
    }
    return scores;
  }
}

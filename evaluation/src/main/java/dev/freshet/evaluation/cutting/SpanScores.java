package dev.freshet.evaluation.cutting;

import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;

/**
 * What one way to cut came to.
 *
 * @param cutter for people
 * @param passages how many
 * @param characters of a passage, on average
 * @param values by measure, each 0 to 1, one a question in the collection's order
 */
record SpanScores(
    String cutter, int passages, double characters, SequencedMap<String, double[]> values) {

  double mean(String measure) {
    return Arrays.stream(values.get(measure)).average().orElse(0);
  }

  /**
   * One question's figures.
   *
   * @param recall the share of the excerpts' characters that was found
   * @param precision the share of the found characters that the excerpts have
   * @param overlap characters in both by characters in either (Jaccard; IoU)
   */
  record Found(double recall, double precision, double overlap) {

    /**
     * Of passages against excerpts of one text.
     *
     * @param found those of the question's text
     * @param elsewhere characters found in other texts
     */
    static Found of(List<Span> found, int elsewhere, List<Span> excerpts) {
      int shared = Span.shared(found, excerpts);
      int all = Span.covered(found) + elsewhere;
      int wanted = Span.covered(excerpts);
      return new Found(
          (double) shared / wanted,
          all == 0 ? 0 : (double) shared / all,
          (double) shared / (all + wanted - shared));
    }
  }
}

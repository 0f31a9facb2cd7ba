package dev.freshet.common.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Held against trec_eval's own definitions, reckoned by hand. */
class MeasuresTest {
  private static final Map<String, Integer> GRADES = Map.of("a", 1, "b", 2, "c", 1);
  private static final List<String> RANKING = List.of("x", "b", "y", "a");

  @Test
  void ndcg_discountsByRankAndWeighsByGrade() {
    // Gain 2/log2(3) + 1/log2(5); ideal 2/log2(2) + 1/log2(3) + 1/log2(4).
    double gain = 2 / 1.5849625 + 1 / 2.3219281;
    double ideal = 2 + 1 / 1.5849625 + .5;
    assertThat(Measures.ndcg(RANKING, GRADES, 10)).isCloseTo(gain / ideal, within(1e-6));
  }

  @Test
  void ndcg_ofTheFirstOnes_hasAnIdealOfAsMany() {
    assertThat(Measures.ndcg(List.of("b"), GRADES, 1)).isEqualTo(1);
    assertThat(Measures.ndcg(List.of("a"), GRADES, 1)).isEqualTo(.5);
    assertThat(Measures.ndcg(RANKING, GRADES, 1)).isZero();
  }

  @Test
  void recall_isOfWhatIsRelevant() {
    assertThat(Measures.recall(RANKING, GRADES, 2)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(Measures.recall(RANKING, GRADES, 100)).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void reciprocalRank_isOfTheFirstRelevantWithinReach() {
    assertThat(Measures.reciprocalRank(RANKING, GRADES, 10)).isEqualTo(.5);
    assertThat(Measures.reciprocalRank(RANKING, GRADES, 1)).isZero();
  }

  @Test
  void averagePrecision_countsWhatIsNotFoundAsNothing() {
    assertThat(Measures.averagePrecision(RANKING, GRADES)).isCloseTo((.5 + .5) / 3, within(1e-12));
  }
}

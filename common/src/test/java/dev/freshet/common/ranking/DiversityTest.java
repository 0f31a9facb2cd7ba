package dev.freshet.common.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiversityTest {
  private static final Map<String, Double> RELEVANCE =
      Map.of("red fox runs", 1.0, "red fox ran", .9, "blue whale", .6, "red fox", .8);

  private static List<String> order(double lambda, int most) {
    List<String> best = List.of("red fox runs", "red fox ran", "red fox", "blue whale");
    return new Diversity(lambda)
        .order(best, RELEVANCE::get, text -> List.of(text.split(" ")), most);
  }

  @Test
  void order_atOne_isByRelevance() {
    assertThat(order(1, 4)).containsExactly("red fox runs", "red fox ran", "red fox", "blue whale");
  }

  @Test
  void order_below_putsWhatRepeatsBehind() {
    // 0.5 * 0.6 - 0 against 0.5 * 0.9 - 0.5 * 2/4 and 0.5 * 0.8 - 0.5 * 2/3.
    assertThat(order(.5, 4)).startsWith("red fox runs", "blue whale");
  }

  @Test
  void order_choosesNoMoreThanAskedFor_andLeavesTheRestInItsOrder() {
    assertThat(order(.5, 1))
        .containsExactly("red fox runs", "red fox ran", "red fox", "blue whale");
  }

  @Test
  void order_ofRandomItems_equalsTheDefinitionTakenLiterally() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      Map<String, Double> relevance = new java.util.TreeMap<>();
      for (int i = 0; i < 12; i++) {
        StringBuilder words = new StringBuilder("id" + i);
        for (int w = 0; w < random.nextInt(6); w++) {
          words.append(" w").append(random.nextInt(8));
        }
        relevance.put(words.toString(), random.nextDouble());
      }
      List<String> items = new ArrayList<>(relevance.keySet());
      double lambda = random.nextDouble();
      List<String> found =
          new Diversity(lambda).order(items, relevance::get, text -> List.of(text.split(" ")), 12);
      assertThat(found).isEqualTo(literally(items, relevance, lambda));
    }
  }

  private static List<String> literally(
      List<String> items, Map<String, Double> relevance, double lambda) {
    List<String> left = new ArrayList<>(items);
    List<String> chosen = new ArrayList<>();
    while (!left.isEmpty()) {
      String best = null;
      double most = Double.NEGATIVE_INFINITY;
      for (String one : left) {
        double likeness = chosen.stream().mapToDouble(c -> jaccard(c, one)).max().orElse(0);
        double worth = lambda * relevance.get(one) - (1 - lambda) * likeness;
        if (worth > most) {
          best = one;
          most = worth;
        }
      }
      chosen.add(best);
      left.remove(best);
    }
    return chosen;
  }

  private static double jaccard(String a, String b) {
    Set<String> both = new HashSet<>(List.of(a.split(" ")));
    Set<String> either = new HashSet<>(both);
    Set<String> other = new HashSet<>(List.of(b.split(" ")));
    both.retainAll(other);
    either.addAll(other);
    return (double) both.size() / either.size();
  }

  @Test
  void lambda_outOfRange_isRefused() {
    assertThatThrownBy(() -> new Diversity(1.1)).hasMessage("lambda is 1.1: give 0 to 1");
    assertThatThrownBy(() -> new Diversity(Double.NaN)).hasMessage("lambda is NaN: give 0 to 1");
  }
}

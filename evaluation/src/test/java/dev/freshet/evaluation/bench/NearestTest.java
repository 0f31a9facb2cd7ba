package dev.freshet.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.common.embed.Vector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final int DEPTH = 10;

  private final Random random = new Random(3);
  private final List<Vector> questions = IntStream.range(0, 5).mapToObj(_ -> vector()).toList();
  private final List<Vector> vectors = IntStream.range(0, 300).mapToObj(_ -> vector()).toList();

  private Vector vector() {
    float[] values = new float[8];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Vector.normalised(values);
  }

  private List<String> sorted(Vector question) {
    return IntStream.range(0, vectors.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -question.dot(vectors.get(i))))
        .map(i -> "v" + i)
        .toList();
  }

  @Test
  void theNearestOfAll_areTheRightOnes_inWhateverOrderTheyCame() {
    Nearest nearest = new Nearest(questions, DEPTH);
    List<Integer> order = new ArrayList<>(IntStream.range(0, vectors.size()).boxed().toList());
    Collections.shuffle(order, random);
    order.forEach(i -> nearest.offer("v" + i, vectors.get(i)));

    for (int i = 0; i < questions.size(); i++) {
      List<String> sorted = sorted(questions.get(i));
      assertThat(nearest.recall(i, sorted.subList(0, DEPTH))).isEqualTo(1);
      assertThat(nearest.recall(i, sorted.subList(3, DEPTH + 3))).isCloseTo(.7, within(1e-9));
      assertThat(nearest.recall(i, sorted.subList(DEPTH, 2 * DEPTH))).isZero();
    }
  }

  @Test
  void fewerThanWanted_allCount() {
    Nearest nearest = new Nearest(questions, DEPTH);
    nearest.offer("a", vectors.get(0));
    nearest.offer("b", vectors.get(1));

    assertThat(nearest.recall(0, List.of("b"))).isEqualTo(.5);
  }
}

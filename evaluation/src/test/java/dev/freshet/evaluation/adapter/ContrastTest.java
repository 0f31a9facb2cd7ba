package dev.freshet.evaluation.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContrastTest {
  private final Space space = Given.learnable(12, 3, 5);
  private final Contrast contrast = new Contrast(space.questions(), space.passages(), .1);

  private static float[] somewhere(int size, long seed) {
    Random random = new Random(seed);
    float[] columns = new float[size];
    for (int i = 0; i < size; i++) {
      columns[i] = .1f * (float) random.nextGaussian();
    }
    return columns;
  }

  @Test
  void gradient_isTheLossesSlope_inEveryDirectionTried() {
    List<Example> batch = Given.examples(space, 6);
    float[] at = somewhere(space.nothing().length, 1);
    float[] gradient = new float[at.length];
    contrast.loss(at, batch, gradient);
    for (int direction = 0; direction < 20; direction++) {
      float[] along = somewhere(at.length, 100 + direction);
      double slope = Matrices.dot(gradient, along);
      assertThat(slope(at, along, batch)).isCloseTo(slope, within(2e-3 + .01 * Math.abs(slope)));
    }
  }

  @Test
  void gradient_isTheLossesSlope_inEachNumber() {
    List<Example> batch = Given.examples(space, 6);
    float[] at = somewhere(space.nothing().length, 1);
    float[] gradient = new float[at.length];
    contrast.loss(at, batch, gradient);
    for (int i = 0; i < at.length; i++) {
      float[] along = new float[at.length];
      along[i] = 1;
      assertThat(slope(at, along, batch)).as("number %d", i).isCloseTo(gradient[i], within(2e-3));
    }
    assertThat(Matrices.dot(gradient, gradient)).as("it is steep enough to tell").isGreaterThan(.1);
  }

  private double slope(float[] at, float[] along, List<Example> batch) {
    float step = 4e-3f;
    float[] ahead = at.clone();
    float[] behind = at.clone();
    Matrices.add(step, along, ahead);
    Matrices.add(-step, along, behind);
    float[] unused = new float[at.length];
    return (contrast.loss(ahead, batch, unused) - contrast.loss(behind, batch, unused))
        / (2 * step);
  }

  @Test
  void excusedPassages_countNeitherWay() {
    Example all = space.example(0, space.material().questions().get(0).grades().keySet(), 6);
    int excused = all.hard().getFirst();
    var with = new Example(0, all.positives(), all.hard(), List.of(excused));
    var without =
        new Example(0, all.positives(), all.hard().subList(1, all.hard().size()), List.of());
    float[] at = somewhere(space.nothing().length, 1);
    float[] one = new float[at.length];
    float[] other = new float[at.length];
    assertThat(contrast.loss(at, List.of(with), one))
        .isCloseTo(contrast.loss(at, List.of(without), other), within(1e-12));
  }
}

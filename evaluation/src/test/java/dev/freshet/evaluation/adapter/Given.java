package dev.freshet.evaluation.adapter;

import dev.freshet.evaluation.adapter.Material.Asked;
import dev.freshet.evaluation.adapter.Material.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Spaces made by hand, of vectors alone: no text of one has a word of another. */
final class Given {
  private static final int SAYS = 6;
  private static final int SAYS_NOTHING = 10;
  private static final int DIMENSION = SAYS + SAYS_NOTHING;

  private Given() {}

  /**
   * Questions whose passages are near to them in a few directions, turned at random, while the
   * others say nothing and are louder: a map that makes those quiet finds every passage.
   */
  static Space learnable(int questions, int passagesEach, long seed) {
    return space(questions, passagesEach, seed, true);
  }

  /** The same with the answers dealt out at random. */
  static Space random(int questions, int passagesEach, long seed) {
    return space(questions, passagesEach, seed, false);
  }

  private static Space space(int questions, int passagesEach, long seed, boolean says) {
    Random random = new Random(seed);
    float[][] turn = turn(random);
    List<Asked> asked = new ArrayList<>();
    List<Shown> shown = new ArrayList<>();
    float[][] q = new float[questions][];
    List<float[]> p = new ArrayList<>();
    for (int i = 0; i < questions; i++) {
      float[] meaning = normal(random, SAYS);
      q[i] = vector(random, meaning, turn);
      asked.add(new Asked("q" + i, "q" + i, new TreeMap<>(), List.of(), false));
      for (int j = 0; j < passagesEach; j++) {
        String unit = "d" + shown.size();
        shown.add(new Shown("p" + shown.size(), unit, unit));
        p.add(vector(random, meaning, turn));
      }
    }
    for (int i = 0; i < shown.size(); i++) {
      int which = says ? i : random.nextInt(shown.size());
      asked.get(i / passagesEach).grades().put(shown.get(which).unit(), 1);
    }
    float[][] passages = p.toArray(float[][]::new);
    Matrices.normalise(q);
    Matrices.normalise(passages);
    return new Space(new Material("made", shown, asked), q, passages);
  }

  private static float[] vector(Random random, float[] meaning, float[][] turn) {
    float[] straight = new float[DIMENSION];
    float[] noise = normal(random, SAYS_NOTHING);
    for (int i = 0; i < DIMENSION; i++) {
      straight[i] = i < SAYS ? meaning[i] : 1.5f * noise[i - SAYS];
    }
    float[] turned = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      turned[i] = (float) Matrices.dot(turn[i], straight);
    }
    return turned;
  }

  private static float[] normal(Random random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** A rotation: rows of unit length, each at a right angle to those before. */
  private static float[][] turn(Random random) {
    float[][] rows = new float[DIMENSION][];
    for (int i = 0; i < DIMENSION; i++) {
      rows[i] = normal(random, DIMENSION);
      for (int j = 0; j < i; j++) {
        Matrices.add((float) -Matrices.dot(rows[i], rows[j]), rows[j], rows[i]);
      }
      Matrices.normalise(new float[][] {rows[i]});
    }
    return rows;
  }

  /** Every question with all that is known. */
  static List<Example> examples(Space space, int mined) {
    List<Example> examples = new ArrayList<>();
    for (int q = 0; q < space.questions().length; q++) {
      Map<String, Integer> grades = space.material().questions().get(q).grades();
      examples.add(space.example(q, grades.keySet(), mined));
    }
    return examples;
  }
}

package dev.freshet.evaluation.adapter;

import dev.freshet.common.ranking.PairedTest;
import dev.freshet.evaluation.adapter.Material.Asked;
import dev.freshet.evaluation.adapter.Ranker.Gains;
import dev.freshet.evaluation.adapter.Trainer.Recipe;
import dev.freshet.evaluation.adapter.Trainer.Trained;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether an adapter helps, and how that depends on how much there is to learn from. Every question
 * is judged with a map that never saw it: five times one fifth is held out, or what the material
 * says is for judging.
 */
final class Study {
  /** All there are. */
  static final int ALL = Integer.MAX_VALUE;

  private static final List<Integer> SIZES = List.of(50, 100, 200, 500, 1000);
  private static final int FOLDS = 5;

  /** One learnt question in so many says when training ends. */
  private static final int JUDGING = 5;

  private static final int LEAST_QUESTIONS = 10;

  private final Space space;
  private final Ranker ranker;
  private final Trainer trainer;
  private final Recipe recipe;
  private final long seed;
  private final List<Split> splits;

  /**
   * What is learnt from, and what judged, by the questions' places.
   *
   * @param learnt in the order in which fewer would be taken
   */
  record Split(List<Integer> learnt, List<Integer> heldOut) {}

  /**
   * What held-out questions came to, after training with at most so many pairs.
   *
   * @param pairs of the smallest split, where all were taken
   * @param before without an adapter, question by question
   * @param after with it, in the same order
   */
  record Point(int pairs, List<Gains> before, List<Gains> after) {
    /** By meaning alone. */
    PairedTest dense() {
      return PairedTest.of(
          after.stream().mapToDouble(Gains::dense).toArray(),
          before.stream().mapToDouble(Gains::dense).toArray());
    }

    /** By meaning and words. */
    PairedTest hybrid() {
      return PairedTest.of(
          after.stream().mapToDouble(Gains::hybrid).toArray(),
          before.stream().mapToDouble(Gains::hybrid).toArray());
    }
  }

  Study(Space space, Recipe recipe, long seed) {
    this.space = space;
    this.ranker = new Ranker(space);
    this.trainer = new Trainer(recipe, space);
    this.recipe = recipe;
    this.seed = seed;
    this.splits = splits();
    for (Split split : splits) {
      if (split.learnt().size() < LEAST_QUESTIONS || split.heldOut().isEmpty()) {
        throw new UnusableCollection(
            space.material().name()
                + ": has "
                + split.learnt().size()
                + " questions to learn from and "
                + split.heldOut().size()
                + " to judge on: give at least "
                + LEAST_QUESTIONS
                + " and one");
      }
    }
  }

  private List<Split> splits() {
    List<Asked> asked = space.material().questions();
    List<Integer> all = new ArrayList<>(IntStream.range(0, asked.size()).boxed().toList());
    Collections.shuffle(all, new Random(seed));
    if (space.material().isSplit()) {
      return List.of(
          new Split(
              all.stream().filter(q -> !asked.get(q).heldOut()).toList(),
              all.stream().filter(q -> asked.get(q).heldOut()).toList()));
    }
    return IntStream.range(0, FOLDS).mapToObj(fold -> split(all, fold)).toList();
  }

  private static Split split(List<Integer> all, int fold) {
    List<Integer> learnt = new ArrayList<>();
    List<Integer> heldOut = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      (i % FOLDS == fold ? heldOut : learnt).add(all.get(i));
    }
    return new Split(learnt, heldOut);
  }

  /** The numbers of pairs that there are enough of, and all at the end. */
  List<Integer> sizes() {
    int least = leastPairs();
    return Stream.concat(SIZES.stream().filter(size -> size < least), Stream.of(ALL)).toList();
  }

  private int leastPairs() {
    return splits.stream().mapToInt(split -> pairs(split.learnt())).min().orElseThrow();
  }

  private int pairs(List<Integer> questions) {
    return questions.stream()
        .mapToInt(q -> space.material().questions().get(q).grades().size())
        .sum();
  }

  /** How many trainings {@link #point} is. */
  int trainings() {
    return splits.size();
  }

  /**
   * Trains and judges.
   *
   * @param most pairs to learn from, those counted that say when training ends
   * @param progress is told how many trainings are done, and of how many
   */
  Point point(int most, BiConsumer<Integer, Integer> progress) {
    List<Gains> before = new ArrayList<>();
    List<Gains> after = new ArrayList<>();
    for (Split split : splits) {
      progress.accept(before.isEmpty() ? 0 : splits.indexOf(split), splits.size());
      float[] map = train(split.learnt(), most).columns();
      before.addAll(ranker.gains(space.nothing(), split.heldOut()));
      after.addAll(ranker.gains(map, split.heldOut()));
    }
    progress.accept(splits.size(), splits.size());
    return new Point(Math.min(most, leastPairs()), before, after);
  }

  /** Trains the map that is to be deployed: nothing is held out but what was said to be. */
  Trained last() {
    Set<Integer> learnt = new LinkedHashSet<>();
    splits.forEach(split -> learnt.addAll(split.learnt()));
    List<Integer> order = new ArrayList<>(new java.util.TreeSet<>(learnt));
    Collections.shuffle(order, new Random(seed));
    return train(order, ALL);
  }

  private Trained train(List<Integer> learnt, int most) {
    List<Integer> judging = new ArrayList<>();
    List<Example> examples = new ArrayList<>();
    int left = most;
    for (int i = 0; i < learnt.size() && left > 0; i++) {
      Set<String> units = space.material().questions().get(learnt.get(i)).grades().keySet();
      if (i % JUDGING == 0) {
        judging.add(learnt.get(i));
      } else {
        Set<String> known = new LinkedHashSet<>(units.stream().limit(left).toList());
        Example example = space.example(learnt.get(i), known, recipe.mined());
        if (!example.positives().isEmpty()) {
          examples.add(example);
        }
      }
      left -= Math.min(left, units.size());
    }
    ToDoubleFunction<float[]> judge = map -> ranker.dense(map, judging);
    return trainer.train(examples, judge, seed);
  }
}

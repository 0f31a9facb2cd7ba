package dev.freshet.evaluation.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.evaluation.adapter.Trainer.Recipe;
import dev.freshet.evaluation.adapter.Trainer.Trained;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final Recipe RECIPE = new Recipe(.01, .01, .1, 8, 8, 12, 3);
  private final Space space = Given.learnable(40, 2, 3);
  private final Trainer trainer = new Trainer(RECIPE, space);

  @Test
  void sameSeed_givesTheSameNumbers_andAnotherSeedOthers() {
    assertThat(train(1)).containsExactly(train(1));
    assertThat(train(2)).isNotEqualTo(train(1));
  }

  private float[] train(long seed) {
    var ranker = new Ranker(space);
    return trainer
        .train(Given.examples(space, 8), map -> ranker.dense(map, List.of(0, 1, 2)), seed)
        .columns();
  }

  @Test
  void training_endsWhenNothingIsGained_andKeepsTheBestRound() {
    Iterator<Double> told = List.of(.3, .4, .6, .5, .6, .55, .9).iterator();
    List<float[]> seen = new ArrayList<>();
    Trained trained =
        trainer.train(
            Given.examples(space, 8),
            map -> {
              seen.add(map.clone());
              return told.next();
            },
            1);
    assertThat(trained.judged()).containsExactly(.3, .4, .6, .5, .6, .55);
    assertThat(trained.best()).isEqualTo(2);
    assertThat(trained.columns()).containsExactly(seen.get(2));
    assertThat(seen.get(0)).as("begins with no adapter").containsOnly(0);
  }

  @Test
  void trainingThatGainsNothing_leavesNoAdapter() {
    Trained trained = trainer.train(Given.examples(space, 8), _ -> .5, 1);
    assertThat(trained.best()).isZero();
    assertThat(trained.columns()).containsOnly(0);
    assertThat(trained.judged()).hasSize(1 + RECIPE.patience());
  }
}

package dev.freshet.evaluation.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.ranking.Fusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProposalTest {
  private static final int QUESTIONS = 200;

  private final Random random = new Random(3);

  /** So much better than the defaults on average, with noise that is each trial's own. */
  private Trial trial(Choice choice, double better, double noise) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      values.add(.5 + better + noise * random.nextGaussian());
    }
    return new Trial(choice, values);
  }

  private static Choice weight(double weight) {
    return new Choice(
        Cut.DEFAULT,
        new Ranking(new Fusion(weight), Ranking.DEFAULT.depth(), Ranking.DEFAULT.recency()));
  }

  private List<Trial> luck(int trials) {
    List<Trial> all = new ArrayList<>();
    all.add(trial(Choice.DEFAULT, 0, .2));
    for (int i = 0; i < trials; i++) {
      all.add(trial(weight(i / 1000.0), 0, .2));
    }
    return all;
  }

  @Test
  void whatIsBestByLuckAlone_isNotProposed() {
    List<Trial> all = luck(300);
    int[] questions = IntStream.range(0, QUESTIONS).toArray();

    Trial best = Rule.BEST.choose(all, questions);

    // On the questions that chose it, it looks much better than the defaults; it is not.
    assertThat(best.mean() - all.getFirst().mean()).isGreaterThan(.03);
    assertThat(HeldOut.of(all, Rule.BEST, 5).mean() - all.getFirst().mean()).isLessThan(.02);
    assertThat(Proposal.of(all, 5).better()).isFalse();
    assertThat(Proposal.of(all, 5).verdict()).startsWith("Keep the defaults");
  }

  @Test
  void whatIsBetter_isProposed() {
    List<Trial> all = new ArrayList<>(luck(50));
    all.add(trial(weight(.9), .1, .2));

    Proposal proposal = Proposal.of(all, 5);

    assertThat(proposal.better()).isTrue();
    assertThat(proposal.chosen().choice()).isEqualTo(weight(.9));
    assertThat(proposal.heldOut().folds())
        .hasSize(5)
        .allSatisfy(fold -> assertThat(fold.questions()).isEqualTo(40));
    assertThat(proposal.verdict()).startsWith("Use search.dense-weight=0.9: ");
  }

  @Test
  void amongEquals_theOneThatChangesTheFewestDefaultsIsChosen() {
    Trial standard = trial(Choice.DEFAULT, 0, .1);
    List<Double> alike = new ArrayList<>(standard.values());
    alike.set(0, alike.getFirst() + .01);
    var other = new Choice(new Cut(330, 40), weight(.7).ranking());
    int[] questions = IntStream.range(0, QUESTIONS).toArray();

    assertThat(Rule.FEWEST_CHANGES.choose(List.of(standard, new Trial(other, alike)), questions))
        .isEqualTo(standard);
    assertThat(Rule.BEST.choose(List.of(standard, new Trial(other, alike)), questions).choice())
        .isEqualTo(other);
  }

  @Test
  void everyQuestionIsHeldOutOnce() {
    Trial standard = trial(Choice.DEFAULT, 0, .1);

    HeldOut alone = HeldOut.of(List.of(standard), Rule.BEST, 7);

    assertThat(alone.values()).isEqualTo(standard.values());
    assertThat(alone.folds().stream().mapToInt(HeldOut.Fold::questions).sum()).isEqualTo(QUESTIONS);
    assertThatThrownBy(() -> HeldOut.of(List.of(standard), Rule.BEST, 201))
        .hasMessage("200 questions in 201 folds: give 2 to 200");
  }

  @Test
  void grid_beginsWithTheDefaults_andTriesAgesOnlyWhereThereAreAny() {
    assertThat(Grid.rankings(false)).startsWith(Ranking.DEFAULT).doesNotHaveDuplicates();
    assertThat(Grid.rankings(false)).noneMatch(Ranking::aging);
    assertThat(Grid.rankings(true)).anyMatch(Ranking::aging);
    assertThat(Choice.DEFAULT.changed()).isEmpty();
    assertThat(Choice.DEFAULT.words()).isEqualTo("the defaults");
  }
}

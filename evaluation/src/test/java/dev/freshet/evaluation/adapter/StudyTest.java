package dev.freshet.evaluation.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.embedders.adapter.Adapter;
import dev.freshet.evaluation.adapter.Study.Point;
import dev.freshet.evaluation.adapter.Trainer.Recipe;
import dev.freshet.evaluation.adapter.Trainer.Trained;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StudyTest {
  private static final Recipe RECIPE = new Recipe(.01, .01, .1, 16, 16, 25, 4);

  @Test
  void whatCanBeLearnt_isLearnt_andRaisesWhatWasHeldOut() {
    Space space = Given.learnable(100, 3, 1);
    Findings findings = findings(space, 1);
    assertThat(findings.raisesDense()).isTrue();
    assertThat(findings.verdict())
        .startsWith(
            "The adapter raises the quality of retrieval, dense and hybrid. nDCG@10 of 100 held-out"
                + " questions, dense: 0.");
    assertThat(findings.points().getLast().dense().difference()).isGreaterThan(.1);
    assertThat(findings.last().best()).isPositive();
  }

  @Test
  void answersDealtAtRandom_areNotClaimedToBeLearnt() {
    List<Findings> all =
        LongStream.range(0, 5)
            .mapToObj(seed -> findings(Given.random(100, 3, seed), seed))
            .toList();
    assertThat(all)
        .allSatisfy(
            findings -> {
              assertThat(findings.raisesDense()).isFalse();
              assertThat(findings.raisesHybrid()).isFalse();
              assertThat(findings.verdict())
                  .startsWith("The adapter does NOT raise the quality of retrieval significantly");
              assertThat(findings.json().path("raises"))
                  .hasToString("{\"dense\":false,\"hybrid\":false}");
              assertThat(FindingsPage.of(findings))
                  .contains("<p class=missed>The adapter does NOT");
            });
  }

  private static Findings findings(Space space, long seed) {
    Study study = new Study(space, RECIPE, seed);
    Point point = study.point(Study.ALL, (_, _) -> {});
    Trained last = study.last();
    var model = new ModelIdentity("made", space.dimension(), 512, "made-1");
    return new Findings(
        space.material(), seed, List.of(point), last, Adapter.of(model, last.columns()));
  }

  @Test
  void everyQuestion_isHeldOutOnce_andPairsAreLimited() {
    Space space = Given.learnable(60, 3, 1);
    Study study = new Study(space, RECIPE, 1);
    assertThat(study.sizes()).containsExactly(50, 100, Study.ALL);
    Point point = study.point(50, (_, _) -> {});
    assertThat(point.pairs()).isEqualTo(50);
    assertThat(point.before()).hasSize(60);
    assertThat(point.after()).hasSize(60);
    assertThat(study.point(Study.ALL, (_, _) -> {}).pairs()).isEqualTo(144);
  }

  @Test
  void sameSeed_givesTheSameFindings_toTheByte() {
    Space space = Given.learnable(40, 2, 1);
    Findings one = findings(space, 7);
    Findings other = findings(space, 7);
    assertThat(other.adapter().hash()).isEqualTo(one.adapter().hash());
    assertThat(other.json()).hasToString(one.json().toString());
    assertThat(findings(space, 8).adapter().hash()).isNotEqualTo(one.adapter().hash());
  }

  @Test
  void tooFewQuestions_areRefused() {
    Space space = Given.learnable(9, 2, 1);
    assertThatThrownBy(() -> new Study(space, RECIPE, 1))
        .isInstanceOf(UnusableCollection.class)
        .hasMessage(
            "made: has 7 questions to learn from and 2 to judge on: give at least 10 and one");
  }
}

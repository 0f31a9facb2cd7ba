package dev.freshet.query.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Metadata;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.query.context.Packing.Packed;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackingTest {
  private static final Tokenizer WORDS =
      text -> text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;

  @Test
  void neighbours_becomeOneRun_whatTheyShareOnce() {
    Packed packed =
        pack(
            1000,
            Samples.passage("a", 1, "Two. Three.\nFour."),
            Samples.passage("b", 0, "Else."),
            Samples.passage("a", 0, "One. Two."));

    assertThat(packed.text())
        .isEqualTo(
            """
            [1] Title of a | a | 2026-07-01
            Guide
            One. Two. Three.
            Four.

            [2] Title of b | b | 2026-07-01
            Guide
            Else.""");
    assertThat(packed.tokens()).isEqualTo(WORDS.count(packed.text()));
  }

  @Test
  void neighboursWithoutOverlap_standOnLinesOfTheirOwn_otherHeadingsAreTold() {
    Packed packed =
        pack(
            1000,
            Samples.passage("a", 4, 0, List.of("Leave"), Metadata.NONE, "One."),
            Samples.passage("a", 4, 1, List.of("Leave"), Metadata.NONE, "Two."),
            Samples.passage("a", 4, 2, List.of("Leave", "Paid"), Metadata.NONE, "Two. Three."));

    assertThat(packed.text())
        .isEqualTo("[1] a | 2026-07-01\nLeave\nOne.\nTwo.\n\nLeave > Paid\nTwo. Three.");
  }

  @Test
  void gap_makesTwoRunsOfOneDocument_inItsOrder() {
    Packed packed = pack(1000, Samples.passage("a", 5, "Six."), Samples.passage("a", 0, "One."));

    assertThat(packed.runs().stream().map(run -> run.first().ordinal())).containsExactly(0, 5);
  }

  @Test
  void shortBudget_theBestGetIn_theLastIsCutAtASentence() {
    Packed packed =
        pack(
            23,
            Samples.passage("b", 0, "Best of all."),
            Samples.passage("a", 0, "Second here. It goes on. And on and on and on for long."),
            Samples.passage("c", 0, "Third."));

    assertThat(packed.text())
        .isEqualTo(
            """
            [1] Title of b | b | 2026-07-01
            Guide
            Best of all.

            [2] Title of a | a | 2026-07-01
            Guide
            Second here.""");
    assertThat(packed.runs().stream().map(Run::cut)).containsExactly(false, true);
    assertThat(packed.pieces()).isEqualTo(2);
  }

  @Test
  void firstSentenceThatDoesNotFit_isCutAtAWord_onlyWhereNothingElseFits() {
    String long1 = "word ".repeat(100).strip();

    Packed alone = pack(20, Samples.passage("a", 0, long1));
    Packed second = pack(30, Samples.passage("b", 0, "Best."), Samples.passage("a", 0, long1));

    assertThat(alone.tokens()).isEqualTo(20);
    assertThat(alone.runs().getFirst().cut()).isTrue();
    assertThat(second.runs()).hasSize(1);
    assertThat(second.pieces()).isEqualTo(1);
  }

  @Test
  void cutPassage_saysNothingTwice_andIsNotJoinedToTheNext() {
    FoundPassage before = Samples.passage("a", 0, "Zero is here. One is here. Two is here.");
    FoundPassage cut =
        Samples.passage(
            "a", 1, "One is here. Two is here. Three is here. " + "More ".repeat(90) + ".");

    Packed packed = pack(40, before, Samples.passage("a", 2, "Last one."), cut);

    assertThat(packed.text())
        .contains("Zero is here. One is here. Two is here. Three is here.\n\n[2]")
        .endsWith("Last one.");
    assertThat(packed.runs().stream().map(Run::cut)).containsExactly(true, false);
  }

  @Test
  void budgetThatNotEvenAHeadingFits_givesNothing() {
    Packed packed = pack(5, Samples.passage("a", 0, "One."));

    assertThat(packed).isEqualTo(new Packed("", 0, List.of(), 0));
  }

  @Test
  void nothingRetrieved_givesNothing() {
    assertThat(pack(100)).isEqualTo(new Packed("", 0, List.of(), 0));
  }

  private static Packed pack(int budget, FoundPassage... ranked) {
    return new Packing(WORDS).pack(Samples.pieces(ranked), budget);
  }
}

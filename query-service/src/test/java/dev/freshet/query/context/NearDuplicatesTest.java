package dev.freshet.query.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
  private static final String LEAVE =
      "Annual leave is granted to every employee who has worked for the company for at least six"
          + " months and who has told the manager of the wish in good time before the leave begins."
          + " It is paid as work is paid. Whoever falls ill while on leave gets those days back,"
          + " where a doctor has written down that it was so. The rest goes over into the spring.";

  @Test
  void sameText_ofAnotherDocument_isDropped() {
    assertThat(kept(LEAVE, LEAVE)).containsExactly(0);
  }

  @Test
  void sameText_withOtherBlanksCaseAndMarks_isDropped() {
    assertThat(kept(LEAVE, LEAVE.toUpperCase(java.util.Locale.ROOT).replace(".", " !\n")))
        .containsExactly(0);
  }

  @Test
  void beginningOfABetterOne_isDroppedButNotTheOtherWayRound() {
    String half = LEAVE.substring(0, LEAVE.length() / 2);

    assertThat(kept(LEAVE, half)).containsExactly(0);
    assertThat(kept(half, LEAVE)).containsExactly(0, 1);
  }

  @Test
  void textThatDiffersInANumber_stays() {
    String leave = LEAVE + " It is 25 days.";

    assertThat(kept(leave, leave.replace("25", "30"))).containsExactly(0, 1);
  }

  @Test
  void textWhoseNumbersChangedPlaces_stays() {
    String leave = LEAVE + " Office 25 days, plant 30 days.";
    String other = LEAVE + " Office 30 days, plant 25 days.";

    assertThat(kept(leave, other)).containsExactly(0, 1);
  }

  @Test
  void textThatDiffersInANegation_stays() {
    assertThat(kept(LEAVE, LEAVE.replace("is granted", "is not granted"))).containsExactly(0, 1);
  }

  @Test
  void neighbours_stayWhateverTheyShare() {
    NearDuplicates duplicates = new NearDuplicates(.7);
    List<Piece> pieces =
        Samples.pieces(
            Samples.passage("a", 0, LEAVE),
            Samples.passage("a", 1, LEAVE),
            Samples.passage("a", 2, LEAVE));

    assertThat(pieces.stream().map(duplicates::keep)).containsExactly(true, true, false);
  }

  @Test
  void shortTexts_areComparedWhole() {
    assertThat(kept("Yes.", "yes", "Maybe.", "")).containsExactly(0, 2, 3);
  }

  private static List<Integer> kept(String... texts) {
    NearDuplicates duplicates = new NearDuplicates(.7);
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      if (duplicates.keep(Samples.pieces(Samples.passage("d" + i, 0, texts[i])).getFirst())) {
        kept.add(i);
      }
    }
    return kept;
  }
}

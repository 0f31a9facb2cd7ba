package dev.freshet.query.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.text.TextAnalysis;
import java.util.List;
import org.junit.jupiter.api.Test;

class CitationCheckTest {
  private static final List<Source> SOURCES =
      List.of(
          new Source(1, "Leave", List.of("Annual leave is 25 days a year.")),
          new Source(2, "Parking", List.of("The garage opens at 7.")));

  private final CitationCheck check = new CitationCheck(new TextAnalysis(), .5);

  @Test
  void rightSentenceWithTheWrongSource_isNotSupported() {
    assertThat(check.check("Annual leave is 25 days [2]. Annual leave is 25 days [1].", SOURCES))
        .extracting(CheckedSentence::supported)
        .containsExactly(false, true);
  }

  @Test
  void sentenceOfTwoSources_isHeldAgainstBoth() {
    List<CheckedSentence> checked =
        check.check("The garage opens at 7 and annual leave is 25 days [1, 2].", SOURCES);

    assertThat(checked.getFirst().citations()).containsExactly(1, 2);
    assertThat(checked.getFirst().supported()).isTrue();
  }

  @Test
  void sentenceWithoutSource_isNotSupportedThoughItIsRight() {
    assertThat(check.check("Annual leave is 25 days.", SOURCES).getFirst().supported()).isFalse();
  }

  @Test
  void answerOfManySentences_isCheckedAsFarAsItsBound() {
    List<CheckedSentence> checked =
        check.check("Annual leave is 25 days [1].\n".repeat(202), SOURCES);

    assertThat(checked).hasSize(202);
    assertThat(checked.get(199).supported()).isTrue();
    assertThat(checked.get(200).supported()).isFalse();
  }
}

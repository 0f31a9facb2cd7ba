package dev.freshet.query.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {
  @Test
  void abbreviationsAndInitials_endNoSentence() {
    assertThat(
            Sentences.of("Dr. Smith met J. S. Bach in the U.S. Army. He left at 5.30 p.m. sharp."))
        .containsExactly(
            "Dr. Smith met J. S. Bach in the U.S. Army.", "He left at 5.30 p.m. sharp.");
  }

  @Test
  void marksBehindAFullStop_belongToTheSentenceBefore() {
    assertThat(Sentences.of("One is so. [1] Two is not [2]. Three.[3][4] Four?"))
        .containsExactly("One is so. [1]", "Two is not [2].", "Three.[3][4]", "Four?");
  }

  @Test
  void lines_areSentencesWithoutTheirMarksOfLists() {
    assertThat(Sentences.of("# Leave\n\n- 25 days\n2. unused days expire\n> said Ann"))
        .containsExactly("Leave", "25 days", "unused days expire", "said Ann");
  }

  @Test
  void nothing_isNoSentence() {
    assertThat(Sentences.of(" \n \n")).isEmpty();
  }
}

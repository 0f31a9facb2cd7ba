package dev.freshet.evaluation.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  private static final MovedQuestion QUESTION =
      new MovedQuestion(
          Instant.EPOCH, "haproxy", "What is the latest 2.4?", "2.4.3", Set.of("2.4.2", "2.4.1"));

  @Test
  void the_answer_of_now_is_right_even_beside_a_former_one() {
    assertThat(Verdict.of(QUESTION, List.of("was 2.4.2", "latest: \"2.4.3\"")))
        .isEqualTo(Verdict.RIGHT);
    assertThat(Verdict.of(QUESTION, List.of("It is 2.4.3."))).isEqualTo(Verdict.RIGHT);
  }

  @Test
  void any_former_answer_is_outdated() {
    assertThat(Verdict.of(QUESTION, List.of("latest: '2.4.1'"))).isEqualTo(Verdict.OUTDATED);
  }

  @Test
  void an_answer_inside_another_word_is_none() {
    assertThat(Verdict.of(QUESTION, List.of("2.4.30", "12.4.3", "2.4.3-rc1", "2.4.3.1", "v2.4.3")))
        .isEqualTo(Verdict.MISSING);
    assertThat(Verdict.of(QUESTION, List.of())).isEqualTo(Verdict.MISSING);
  }
}

package dev.freshet.common.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.PassageKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static Candidate candidate(String key, double score) {
    return new Candidate(new PassageKey(key), score);
  }

  private static List<String> fused(List<Candidate> dense, List<Candidate> sparse) {
    return Fusion.DEFAULT.fuse(new Candidates(dense, sparse)).stream()
        .map(r -> r.key().value() + "=" + r.score())
        .toList();
  }

  @Test
  void lists_areScaledAndAddedByWeight() {
    assertThat(
            fused(
                List.of(candidate("a", 1), candidate("b", .5), candidate("c", 0)),
                List.of(candidate("b", 8), candidate("d", 4))))
        .hasSize(4)
        .startsWith("b=0.75", "a=0.5")
        .endsWith("c=0.0", "d=0.0");
  }

  @Test
  void list_alone_decidesAlone() {
    assertThat(fused(List.of(), List.of(candidate("x", 3), candidate("y", 1))))
        .containsExactly("x=1.0", "y=0.0");
  }

  @Test
  void ties_goByKey_andNothingGivesNothing() {
    assertThat(fused(List.of(candidate("b", 1), candidate("a", 1)), List.of()))
        .containsExactly("a=1.0", "b=1.0");
    assertThat(fused(List.of(), List.of())).isEmpty();
  }

  @Test
  void weight_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fusion(Double.NaN))
        .withMessage("dense weight is NaN: give 0 to 1");
  }
}

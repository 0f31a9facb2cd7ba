package dev.freshet.evaluation.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TuneOptionsTest {
  private static TuneOptions of(String... args) {
    return TuneOptions.of(Path.of("/standard"), args);
  }

  @Test
  void everyPairOfSizeAndOverlap_isTriedOnce_theDefaultFirst() {
    TuneOptions options =
        of("--collection", "/d/mine", "--sizes", "110,220", "--overlaps", "0,40", "--json");

    assertThat(options.cuts())
        .containsExactly(Cut.DEFAULT, new Cut(110, 0), new Cut(110, 40), new Cut(220, 40));
    assertThat(options.folds()).isEqualTo(5);
    assertThat(options.eval().json()).isTrue();
    assertThat(options.eval().data()).isEqualTo(Path.of("/standard/mine/data"));
  }

  @Test
  void wrongOptions_areNamed() {
    assertThatThrownBy(() -> of()).hasMessage("--collection is missing");
    assertThatThrownBy(() -> of("--sizes", "big"))
        .hasMessage("--sizes is \"big\": give whole numbers with commas between");
    assertThatThrownBy(() -> of("--sizes", "20"))
        .hasMessage("passage.max-tokens is 20: give 32 to 8192");
    assertThatThrownBy(() -> of("--sizes", "600"))
        .hasMessage("passage.max-tokens is 600: give a whole number from 32 to 510");
    assertThatThrownBy(() -> of("--overlaps", "80"))
        .hasMessage("passage.overlap-tokens is 80: give 0 to 55");
    assertThatThrownBy(() -> of("--folds", "1")).hasMessage("--folds is 1: give 2 to 20");
    assertThatThrownBy(() -> of("--fast")).hasMessage("unknown option --fast");
  }
}

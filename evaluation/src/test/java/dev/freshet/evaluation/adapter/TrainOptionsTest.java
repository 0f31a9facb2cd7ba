package dev.freshet.evaluation.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TrainOptionsTest {
  private static final Path STANDARD = Path.of("/standard");

  private static TrainOptions of(String... args) {
    return TrainOptions.of(STANDARD, args);
  }

  @Test
  void whatIsLeftOut_hasItsPlaceByTheFoldersName() {
    assertThat(of("adapter", "--collection", "/data/cranfield"))
        .isEqualTo(
            new TrainOptions(
                Path.of("/data/cranfield"),
                false,
                Path.of("/standard/cranfield/cranfield.adapter"),
                Path.of("/standard/cranfield/report"),
                1,
                true,
                false));
    TrainOptions all =
        of("adapter", "--dataset", "/d", "--out", "/a", "--seed", "9", "--no-curve", "--json");
    assertThat(all.dataset()).isTrue();
    assertThat(all.out()).isEqualTo(Path.of("/a"));
    assertThat(all.seed()).isEqualTo(9);
    assertThat(all.curve()).isFalse();
    assertThat(all.json()).isTrue();
  }

  @Test
  void wrongOptions_areNamed() {
    assertThatThrownBy(() -> of("model")).hasMessage("say what is to be trained: adapter");
    assertThatThrownBy(() -> of("adapter")).hasMessage("give either --collection or --dataset");
    assertThatThrownBy(() -> of("adapter", "--collection", "/a", "--dataset", "/b"))
        .hasMessage("give either --collection or --dataset");
    assertThatThrownBy(() -> of("adapter", "--seed", "x"))
        .hasMessage("--seed wants a whole number");
    assertThatThrownBy(() -> of("adapter", "--out")).hasMessage("--out wants a value");
    assertThatThrownBy(() -> of("adapter", "--quick")).hasMessage("unknown option --quick");
  }
}

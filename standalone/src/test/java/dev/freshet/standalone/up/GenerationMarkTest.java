package dev.freshet.standalone.up;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.PassageSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationMarkTest {
  @TempDir Path folder;

  @Test
  void sameGeneration_isTakenAgain() {
    GenerationMark.check(folder, generation("small", 256));
    assertThatCode(() -> GenerationMark.check(folder, generation("small", 256)))
        .doesNotThrowAnyException();
  }

  @Test
  void otherPassages_areRefusedAndBothNamed() {
    GenerationMark.check(folder, generation("small", 256));
    assertThatThrownBy(() -> GenerationMark.check(folder, generation("small", 128)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("model small, passages of 256 tokens")
        .hasMessageContaining("model small, 128 tokens")
        .hasMessageContaining("--data");
  }

  @Test
  void otherModel_isRefused_alsoTheSecondTime() {
    GenerationMark.check(folder, generation("small", 256));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> GenerationMark.check(folder, generation("large", 256)))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("model large");
    }
  }

  private static Generation generation(String model, int maxTokens) {
    return new Generation(
        new ModelIdentity(model, 8, 512, model + "-1"), new PassageSettings(maxTokens, 0));
  }
}

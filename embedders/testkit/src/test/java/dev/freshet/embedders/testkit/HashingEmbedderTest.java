package dev.freshet.embedders.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashingEmbedderTest extends EmbedderContract {

  @Override
  protected Embedder open() {
    return new HashingEmbedder();
  }

  @Test
  void textsThatShareWords_areNearer() {
    try (HashingEmbedder embedder = new HashingEmbedder()) {
      List<Vector> vectors =
          embedder.embed(
              List.of(
                  "How long is a notice period?",
                  "The notice period is three months long.",
                  "Turbulent flow over a flat plate."),
              Purpose.PASSAGE);
      assertThat(vectors.get(0).dot(vectors.get(1)))
          .isGreaterThan(0.5)
          .isGreaterThan(vectors.get(0).dot(vectors.get(2)));
    }
  }

  @Test
  void tokenizer_countsWordsAndMarks() {
    try (HashingEmbedder embedder = new HashingEmbedder()) {
      assertThat(embedder.tokenizer().count("Three words, 42!")).isEqualTo(5);
    }
  }
}

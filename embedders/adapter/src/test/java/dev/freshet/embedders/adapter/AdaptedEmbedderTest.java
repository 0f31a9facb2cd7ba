package dev.freshet.embedders.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.embedders.testkit.EmbedderContract;
import dev.freshet.embedders.testkit.HashingEmbedder;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptedEmbedderTest extends EmbedderContract {
  private static final int N = HashingEmbedder.DIMENSION;

  @Override
  protected Embedder open() {
    return new AdaptedEmbedder(new HashingEmbedder(), Given.adapter(1));
  }

  @Test
  void vectors_areTheModelsMapped_queriesAndPassagesAlike() throws Exception {
    float[] columns = Given.columns(1);
    try (var bare = new HashingEmbedder();
        Embedder adapted = open()) {
      for (Purpose purpose : Purpose.values()) {
        List<String> text = List.of("herons stand in slow water");
        float[] before = bare.embed(text, purpose).getFirst().toArray();
        float[] mapped = before.clone();
        for (int row = 0; row < N; row++) {
          for (int column = 0; column < N; column++) {
            mapped[row] += columns[column * N + row] * before[column];
          }
        }
        Vector expected = Vector.normalised(mapped);
        assertThat(adapted.embed(text, purpose).getFirst().dot(expected))
            .isCloseTo(1, within(1e-6));
        assertThat(expected.dot(Vector.of(before))).as("it does map").isLessThan(.99);
      }
    }
  }

  @Test
  void identity_makesAGenerationOfItsOwn_forEachAdapter() {
    try (var bare = new HashingEmbedder();
        Embedder one = open();
        Embedder other = new AdaptedEmbedder(new HashingEmbedder(), Given.adapter(2))) {
      var passages = new PassageSettings(220, 0);
      assertThat(List.of(bare.identity(), one.identity(), other.identity()))
          .extracting(identity -> new Generation(identity, passages).name())
          .doesNotHaveDuplicates();
      assertThat(one.identity().name()).startsWith("hashing-64+adapter-");
    }
  }

  @Test
  void adapterOfAnotherModel_isRefused() {
    ModelIdentity known = Given.model();
    var newer =
        new ModelIdentity(known.name(), known.dimension(), known.maxTokens(), "hashing-64-2");
    Adapter adapter = Adapter.of(newer, Given.columns(1));
    try (var model = new HashingEmbedder()) {
      assertThatThrownBy(() -> new AdaptedEmbedder(model, adapter))
          .isInstanceOf(UnusableAdapter.class)
          .hasMessage(
              "the adapter "
                  + adapter.hash().substring(0, 12)
                  + " was trained for the model hashing-64 with 64 dimensions, and the model here"
                  + " is another version of hashing-64 with 64: train one for this model with"
                  + " ./freshet train adapter, or set embedder.adapter to nothing");
    }
  }

  @Test
  void mapThatLeavesNothing_leavesTheVector() throws Exception {
    float[] columns = new float[N * N];
    for (int i = 0; i < N; i++) {
      columns[i * N + i] = -1;
    }
    try (var bare = new HashingEmbedder();
        var adapted =
            new AdaptedEmbedder(new HashingEmbedder(), Adapter.of(bare.identity(), columns))) {
      List<String> text = List.of("nothing is left");
      assertThat(adapted.embed(text, Purpose.QUERY)).isEqualTo(bare.embed(text, Purpose.QUERY));
    }
  }
}

package dev.freshet.stores.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparseVectorsTest {
  private final SparseVectors vectors = new SparseVectors(4);

  private float weight(String text, String term) {
    int name = SparseVectors.ofQuery(List.of(term)).indices().getFirst();
    SparseVectors.Sparse sparse = vectors.of(text);
    return sparse.weights().get(sparse.indices().indexOf(name));
  }

  /** tf / (tf + k1 (1 - b + b length / mean)), with k1 1.2 and b .75. */
  @Test
  void weight_isBm25sShareOfFrequencyAndLength() {
    assertThat(weight("river stone tide bridge", "river"))
        .isCloseTo((float) (1 / (1 + 1.2)), within(1e-6f));
    assertThat(weight("river river", "river"))
        .isCloseTo((float) (2 / (2 + 1.2 * (.25 + .75 * 2 / 4))), within(1e-6f));
  }

  @Test
  void names_areMurmur3_asQdrantsOwnBm25Has() {
    // Reference: murmur3 x86 32 bits of "hello", seed 0, is 0x248bfa47.
    assertThat(SparseVectors.ofQuery(List.of("hello")).indices()).containsExactly(0x248bfa47);
  }

  @Test
  void names_ascendAndAreNeverNegative() {
    var sparse = vectors.of("one two three four five six seven eight nine ten eleven twelve");
    assertThat(sparse.indices()).isSorted().doesNotHaveDuplicates().allMatch(name -> name >= 0);
    assertThat(sparse.weights()).hasSameSizeAs(sparse.indices());
  }

  @Test
  void queryTerm_countsOnce() {
    assertThat(SparseVectors.ofQuery(List.of("river", "river")))
        .isEqualTo(SparseVectors.ofQuery(List.of("river")));
    assertThat(SparseVectors.ofQuery(List.of()).isEmpty()).isTrue();
    assertThat(vectors.of(" ").isEmpty()).isTrue();
  }
}

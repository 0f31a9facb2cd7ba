package dev.freshet.embedders.adapter;

import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.embedders.testkit.HashingEmbedder;
import java.util.Random;

/** Adapters for the embedder of tests. */
final class Given {
  private static final float SMALL = .05f;

  private Given() {}

  static ModelIdentity model() {
    try (var embedder = new HashingEmbedder()) {
      return embedder.identity();
    }
  }

  static Adapter adapter(long seed) {
    return Adapter.of(model(), columns(seed));
  }

  static float[] columns(long seed) {
    Random random = new Random(seed);
    float[] columns = new float[HashingEmbedder.DIMENSION * HashingEmbedder.DIMENSION];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = SMALL * (float) random.nextGaussian();
    }
    return columns;
  }
}

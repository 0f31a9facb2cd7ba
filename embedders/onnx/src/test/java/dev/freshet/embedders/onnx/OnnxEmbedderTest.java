package dev.freshet.embedders.onnx;

import dev.freshet.common.embed.Embedder;
import dev.freshet.embedders.testkit.EmbedderContract;
import java.nio.file.Path;

class OnnxEmbedderTest extends EmbedderContract {

  @Override
  protected Embedder open() {
    return OnnxEmbedder.open(OnnxSettings.bundled(Path.of("target", "onnx-cache")));
  }
}

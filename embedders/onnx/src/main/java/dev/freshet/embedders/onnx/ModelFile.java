package dev.freshet.embedders.onnx;

import dev.freshet.common.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The graph that runs.
 *
 * @param path its file
 * @param fingerprint changes with its contents, the tokenizer's included
 */
record ModelFile(Path path, String fingerprint) {

  /**
   * The bundled model is edited and unpacked at the first start and found again at the next (by a
   * name that holds its hash and the edit's version). A given file runs as it is, so that what its
   * owner measured is what runs.
   */
  static ModelFile prepare(OnnxSettings settings) {
    try {
      if (settings.model().isPresent()) {
        return given(settings.model().get(), settings.tokenizer().orElseThrow());
      }
      return settings.pooling() == Pooling.CLS
          ? bundled(settings.cacheDirectory(), ClassRowEdit.VERSION)
          : bundled(settings.cacheDirectory(), "shipped");
    } catch (IOException e) {
      throw new IllegalStateException("cannot read or unpack the model: " + e.getMessage(), e);
    }
  }

  private static ModelFile given(Path model, Path tokenizer) throws IOException {
    return new ModelFile(model, sum(model) + "\n" + sum(tokenizer));
  }

  private static String sum(Path file) throws IOException {
    return Sha256.hex(Files.readAllBytes(file));
  }

  /** The graph as it comes in the jar: what the edited one is measured against. */
  static ModelFile shipped(Path directory) throws IOException {
    return bundled(directory, "shipped");
  }

  private static ModelFile bundled(Path directory, String form) throws IOException {
    Path file =
        directory.resolve(
            "bge-small-en-v1.5-int8-"
                + BundledModel.GRAPH_SHA256.substring(0, 12)
                + "-"
                + form
                + ".onnx");
    if (!Files.exists(file)) {
      byte[] graph = BundledModel.graph();
      Optional<byte[]> edited =
          form.equals(ClassRowEdit.VERSION) ? ClassRowEdit.apply(graph) : Optional.of(graph);
      if (edited.isEmpty()) {
        return shipped(directory);
      }
      Unpacked.write(edited.get(), file);
    }
    return new ModelFile(
        file, BundledModel.GRAPH_SHA256 + "\n" + BundledModel.TOKENIZER_SHA256 + "\n" + form);
  }
}

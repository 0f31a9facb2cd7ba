package dev.freshet.embedders.onnx;

import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Brings an embedder up: the tokenizer is read beside the model. */
final class Opening {
  private Opening() {}

  static OnnxEmbedder open(OnnxSettings settings) {
    try {
      NativeLibraries.prepare(settings.cacheDirectory());
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot unpack native libraries to " + settings.cacheDirectory(), e);
    }
    Gate gate = new Gate();
    FutureTask<TextTokens> reading = new FutureTask<>(() -> tokens(settings, gate));
    Thread.ofPlatform().name("read-tokenizer").start(reading);
    ModelFile file = ModelFile.prepare(settings);
    OnnxModel model = OnnxModel.load(file.path(), settings.pooling());
    try {
      TextTokens tokens = await(reading);
      int dimension = model.run(tokens.ids("")).length;
      return new OnnxEmbedder(
          gate, model, tokens, settings, identity(settings, file, model, dimension));
    } catch (IllegalStateException e) {
      model.free();
      throw e;
    }
  }

  private static ModelIdentity identity(
      OnnxSettings settings, ModelFile file, OnnxModel model, int dimension) {
    String fingerprint =
        String.join(
            "\n",
            "onnxruntime " + model.runtimeVersion(),
            file.fingerprint(),
            settings.pooling().name(),
            settings.queryPrefix(),
            settings.passagePrefix(),
            Integer.toString(settings.maxTokens()));
    return new ModelIdentity(
        settings.name(), dimension, settings.maxTokens(), Sha256.hex(fingerprint));
  }

  private static TextTokens tokens(OnnxSettings settings, Gate gate) throws IOException {
    try (InputStream json =
        settings.tokenizer().isPresent()
            ? Files.newInputStream(settings.tokenizer().get())
            : BundledModel.tokenizer()) {
      return TextTokens.read(json, gate, settings.maxTokens());
    }
  }

  private static TextTokens await(FutureTask<TextTokens> reading) {
    try {
      return reading.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot read the tokenizer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the tokenizer", e);
    }
  }
}

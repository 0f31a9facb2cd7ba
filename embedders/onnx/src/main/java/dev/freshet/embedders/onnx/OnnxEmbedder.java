package dev.freshet.embedders.onnx;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.embed.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * Embeds in this process, one text a run. Close it when every worker has been joined; never from a
 * shutdown hook: freeing native memory while the runtime's own end runs kills the process, and
 * leaving it to the process's end harms nobody.
 */
public final class OnnxEmbedder implements Embedder {
  private final Gate gate;
  private final OnnxModel model;
  private final TextTokens tokens;
  private final OnnxSettings settings;
  private final ModelIdentity identity;

  OnnxEmbedder(
      Gate gate,
      OnnxModel model,
      TextTokens tokens,
      OnnxSettings settings,
      ModelIdentity identity) {
    this.gate = gate;
    this.model = model;
    this.tokens = tokens;
    this.settings = settings;
    this.identity = identity;
  }

  /**
   * Loads model and tokenizer, side by side.
   *
   * @throws IllegalStateException naming the file that cannot be read, written or loaded
   */
  public static OnnxEmbedder open(OnnxSettings settings) {
    return Opening.open(settings);
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokens;
  }

  /** One: a batch costs padding, cache misses and the purity of the vectors. */
  @Override
  public int batch() {
    return 1;
  }

  @Override
  public int callers() {
    return settings.callers();
  }

  @Override
  public List<Vector> embed(List<String> texts, Purpose purpose) {
    String prefix =
        switch (purpose) {
          case QUERY -> settings.queryPrefix();
          case PASSAGE -> settings.passagePrefix();
        };
    return gate.pass(
        () -> {
          List<Vector> vectors = new ArrayList<>(texts.size());
          for (String text : texts) {
            vectors.add(Vector.normalised(model.run(tokens.ids(prefix + text))));
          }
          return List.copyOf(vectors);
        });
  }

  @Override
  public void close() {
    gate.shut(
        () -> {
          model.free();
          tokens.free();
        });
  }
}

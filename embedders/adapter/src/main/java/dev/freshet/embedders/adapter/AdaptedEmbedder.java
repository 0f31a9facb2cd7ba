package dev.freshet.embedders.adapter;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.text.Sha256;
import java.util.List;

/**
 * A model seen through an adapter: queries and passages are mapped alike. Its identity is not the
 * model's, so it makes a generation of its own. Closing it closes the model.
 */
public final class AdaptedEmbedder implements Embedder {
  /** Raised whenever the same file would map a vector elsewhere. */
  private static final int ALGORITHM = 1;

  private static final int SHOWN_DIGITS = 8;

  private final Embedder model;
  private final Adapter adapter;
  private final ModelIdentity identity;

  /**
   * @param model whose vectors are mapped
   * @param adapter trained for it
   * @throws UnusableAdapter where it was trained for another one
   */
  public AdaptedEmbedder(Embedder model, Adapter adapter) {
    ModelIdentity bare = model.identity();
    adapter.requireFor(bare);
    this.model = model;
    this.adapter = adapter;
    this.identity =
        new ModelIdentity(
            bare.name() + "+adapter-" + adapter.hash().substring(0, SHOWN_DIGITS),
            bare.dimension(),
            bare.maxTokens(),
            Sha256.hex(bare.fingerprint() + "\nadapter " + ALGORITHM + "\n" + adapter.hash()));
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public Tokenizer tokenizer() {
    return model.tokenizer();
  }

  @Override
  public int batch() {
    return model.batch();
  }

  @Override
  public int callers() {
    return model.callers();
  }

  @Override
  public List<Vector> embed(List<String> texts, Purpose purpose) throws Refused {
    return model.embed(texts, purpose).stream().map(adapter::apply).toList();
  }

  @Override
  public void close() {
    model.close();
  }
}

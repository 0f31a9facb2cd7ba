package dev.freshet.embedders.http;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Refused;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/**
 * Embeds by Hugging Face's Text Embeddings Inference. Tokens are estimated (see {@link
 * #tokenizer()}), texts longer than the model's input are cut at the estimate. The identity holds
 * the model's name and not the address: whoever changes the model behind a name changes the name.
 */
public final class TeiEmbedder implements Embedder {
  private final EndpointEmbedder endpoint;

  private TeiEmbedder(EndpointEmbedder endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Asks the endpoint for one vector, to learn its dimension.
   *
   * @throws Outage when it cannot be reached or does not answer as it should
   * @throws IllegalStateException when it refuses even a single word
   */
  public static TeiEmbedder open(HttpEmbedderSettings settings) {
    return open(
        settings,
        new Patience(
            settings.attempts(),
            settings.totalTime(),
            InstantSource.system(),
            Sleeper.THREAD,
            new Random()));
  }

  static TeiEmbedder open(HttpEmbedderSettings settings, Patience patience) {
    return new TeiEmbedder(EndpointEmbedder.open(settings, new TeiProtocol(), patience));
  }

  @Override
  public ModelIdentity identity() {
    return endpoint.identity();
  }

  /**
   * An estimate, rather too many than too few: one token for every four ASCII letters or digits of
   * a word begun, one for every other visible character.
   */
  @Override
  public Tokenizer tokenizer() {
    return endpoint.tokenizer();
  }

  @Override
  public int batch() {
    return endpoint.batch();
  }

  @Override
  public int callers() {
    return endpoint.callers();
  }

  @Override
  public List<Vector> embed(List<String> texts, Purpose purpose) throws Refused {
    return endpoint.embed(texts, purpose);
  }

  @Override
  public void close() {
    endpoint.close();
  }
}

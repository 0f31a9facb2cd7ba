package dev.freshet.embedders.http;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.text.Sha256;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Embeds by an endpoint, whichever protocol it speaks. Tokens are estimated (see {@link
 * #tokenizer()}), texts longer than the model's input are cut at the estimate. The identity holds
 * the model's name and not the address: whoever changes the model behind a name changes the name.
 */
public final class EndpointEmbedder implements Embedder {
  /** What no endpoint that works refuses. */
  private static final String HARMLESS = "freshet";

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final EstimatedTokens tokens = new EstimatedTokens();
  private final HttpEmbedderSettings settings;
  private final Exchange exchange;
  private final HttpClient client;
  private final ModelIdentity identity;
  private boolean closed;

  private EndpointEmbedder(
      HttpEmbedderSettings settings, Exchange exchange, HttpClient client, ModelIdentity identity) {
    this.settings = settings;
    this.exchange = exchange;
    this.client = client;
    this.identity = identity;
  }

  /**
   * One that speaks OpenAI's protocol. Asks it for one vector, to learn its dimension.
   *
   * @throws Outage when it cannot be reached or does not answer as it should
   * @throws IllegalStateException when it refuses even a single word
   */
  public static EndpointEmbedder openAi(HttpEmbedderSettings settings) {
    return openAi(settings, patience(settings));
  }

  static EndpointEmbedder openAi(HttpEmbedderSettings settings, Patience patience) {
    return open(settings, new OpenAiProtocol(settings.model(), settings.dimensions()), patience);
  }

  /**
   * Hugging Face's Text Embeddings Inference. Asks it for one vector, to learn its dimension.
   *
   * @throws Outage when it cannot be reached or does not answer as it should
   * @throws IllegalStateException when it refuses even a single word
   */
  public static EndpointEmbedder tei(HttpEmbedderSettings settings) {
    return tei(settings, patience(settings));
  }

  static EndpointEmbedder tei(HttpEmbedderSettings settings, Patience patience) {
    return open(settings, new TeiProtocol(), patience);
  }

  private static Patience patience(HttpEmbedderSettings settings) {
    return new Patience(
        settings.attempts(),
        settings.totalTime(),
        InstantSource.system(),
        Sleeper.THREAD,
        new Random());
  }

  private static EndpointEmbedder open(
      HttpEmbedderSettings settings, Protocol protocol, Patience patience) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .build();
    try {
      Exchange exchange = new Exchange(client, settings, protocol, patience);
      int dimension = exchange.ask(List.of(HARMLESS), settings.dimensions()).getFirst().dimension();
      return new EndpointEmbedder(
          settings, exchange, client, identity(settings, protocol, dimension));
    } catch (Refused e) {
      client.close();
      throw new IllegalStateException(
          "the embedding endpoint refuses even one word: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private static ModelIdentity identity(
      HttpEmbedderSettings settings, Protocol protocol, int dimension) {
    String fingerprint =
        String.join(
            "\n",
            protocol.name(),
            settings.model(),
            Integer.toString(dimension),
            Integer.toString(settings.maxTokens()),
            settings.queryPrefix(),
            settings.passagePrefix());
    return new ModelIdentity(
        settings.model(), dimension, settings.maxTokens(), Sha256.hex(fingerprint));
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  /**
   * An estimate, rather too many than too few: one token for every four ASCII letters or digits of
   * a word begun, one for every other visible character.
   */
  @Override
  public Tokenizer tokenizer() {
    return text -> {
      enter();
      try {
        return tokens.count(text);
      } finally {
        lock.readLock().unlock();
      }
    };
  }

  @Override
  public int batch() {
    return settings.batchTexts();
  }

  @Override
  public int callers() {
    return settings.callers();
  }

  @Override
  public List<Vector> embed(List<String> texts, Purpose purpose) throws Refused {
    enter();
    try {
      List<Vector> vectors = new ArrayList<>(texts.size());
      for (List<String> batch : batches(texts.stream().map(text -> sent(text, purpose)).toList())) {
        vectors.addAll(halving(batch));
      }
      return List.copyOf(vectors);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** What goes over the wire; never empty, which some endpoints refuse. */
  private String sent(String text, Purpose purpose) {
    String prefix =
        switch (purpose) {
          case QUERY -> settings.queryPrefix();
          case PASSAGE -> settings.passagePrefix();
        };
    String cut = tokens.cut(prefix + text, settings.maxTokens() - 2);
    return cut.isBlank() ? "." : cut;
  }

  private List<List<String>> batches(List<String> texts) {
    List<List<String>> batches = new ArrayList<>();
    List<String> batch = new ArrayList<>();
    int characters = 0;
    for (String text : texts) {
      boolean full =
          batch.size() == settings.batchTexts()
              || characters + text.length() > settings.batchCharacters();
      if (full && !batch.isEmpty()) {
        batches.add(batch);
        batch = new ArrayList<>();
        characters = 0;
      }
      batch.add(text);
      characters += text.length();
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /** A refused batch is halved until the text at fault stands alone. */
  private List<Vector> halving(List<String> texts) throws Refused {
    try {
      return exchange.ask(texts, identity.dimension());
    } catch (Refused e) {
      if (texts.size() == 1) {
        requireTakesOthers(e);
        throw e;
      }
      int half = texts.size() / 2;
      List<Vector> vectors = new ArrayList<>(halving(texts.subList(0, half)));
      vectors.addAll(halving(texts.subList(half, texts.size())));
      return vectors;
    }
  }

  /** One that refuses even one word is set up wrongly: no document is to die for that. */
  private void requireTakesOthers(Refused refused) {
    try {
      var _ = exchange.ask(List.of(HARMLESS), identity.dimension());
    } catch (Refused _) {
      throw new Outage(
          "the embedding endpoint", "refuses even one word: " + refused.getMessage(), refused);
    }
  }

  private void enter() {
    lock.readLock().lock();
    if (closed) {
      lock.readLock().unlock();
      throw new IllegalStateException("the embedder is closed");
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        client.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}

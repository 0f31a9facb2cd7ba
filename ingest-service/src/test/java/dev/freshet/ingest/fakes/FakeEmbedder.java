package dev.freshet.ingest.fakes;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Refused;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Two numbers out of a text's hash; fails as often as it is told to. */
public final class FakeEmbedder implements Embedder {
  public static final ModelIdentity MODEL = new ModelIdentity("fake", 2, 512, "fake-1");

  /** So many calls end in an outage. */
  public final AtomicInteger outages = new AtomicInteger();

  public final AtomicInteger calls = new AtomicInteger();

  @Override
  public ModelIdentity identity() {
    return MODEL;
  }

  @Override
  public Tokenizer tokenizer() {
    return text -> text.split("\\s+").length;
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public int callers() {
    return 2;
  }

  @Override
  public List<Vector> embed(List<String> texts, Purpose purpose) throws Refused {
    calls.incrementAndGet();
    if (outages.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new Outage("embedder", "is away", null);
    }
    if (texts.stream().anyMatch(text -> text.contains("refuse me"))) {
      throw new Refused("will not embed that");
    }
    return texts.stream().map(FakeEmbedder::vector).toList();
  }

  public static Vector vector(String text) {
    return Vector.normalised(1, text.hashCode() % 1000);
  }

  @Override
  public void close() {}
}

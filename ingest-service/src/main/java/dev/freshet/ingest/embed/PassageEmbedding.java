package dev.freshet.ingest.embed;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Passage;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.embed.VectorCache;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.StandingVectors;
import dev.freshet.ingest.streams.OutageRetry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Gives passages their vectors: those known are taken over, from memory or from what the store
 * holds of the document; the others go to the embedder in its batch size, all callers at once. Of
 * each document only a few batches queue up at a time, so that a small one need not wait for all of
 * a large one. Safe to use from several threads.
 */
final class PassageEmbedding {
  private final Embedder embedder;
  private final VectorCache cache;
  private final StandingVectors standing;
  private final OutageRetry retry;
  private final ExecutorService callers;

  /**
   * @param embedder with the lane's priority
   * @param cache vectors known
   * @param standing vectors that the store holds
   * @param retry sees through outages
   * @param callers as many threads as the embedder has callers
   */
  PassageEmbedding(
      Embedder embedder,
      VectorCache cache,
      StandingVectors standing,
      OutageRetry retry,
      ExecutorService callers) {
    this.embedder = embedder;
    this.cache = cache;
    this.standing = standing;
    this.retry = retry;
    this.callers = callers;
  }

  /**
   * The passages with their vectors, in order.
   *
   * @param identity whose passages
   * @throws Refused when the embedder will never embed one of them
   */
  List<EmbeddedPassage> embed(DocumentIdentity identity, List<Passage> passages)
      throws Refused, InterruptedException {
    Map<String, Vector> known = new HashMap<>();
    Map<String, Passage> missing = new LinkedHashMap<>();
    for (Passage passage : passages) {
      Optional<Vector> found = cache.find(passage.identity());
      found.ifPresent(vector -> known.put(passage.identity(), vector));
      if (found.isEmpty()) {
        missing.putIfAbsent(passage.identity(), passage);
      }
    }
    takeOverStanding(identity, missing, known);
    Map<String, Vector> computed = compute(List.copyOf(missing.values()));
    List<EmbeddedPassage> embedded = new ArrayList<>(passages.size());
    for (Passage passage : passages) {
      // Of equal passages of one document the first was embedded, the others take over its vector.
      boolean reused = missing.remove(passage.identity()) == null;
      Vector vector = known.get(passage.identity());
      embedded.add(
          new EmbeddedPassage(
              passage, vector == null ? computed.get(passage.identity()) : vector, reused));
    }
    return embedded;
  }

  /** One look at the store a document, and only where memory does not know all of it. */
  private void takeOverStanding(
      DocumentIdentity identity, Map<String, Passage> missing, Map<String, Vector> known)
      throws Refused {
    if (missing.isEmpty()) {
      return;
    }
    Map<String, Vector> stored = new HashMap<>(retry.call(() -> standing.vectors(identity)));
    stored.keySet().retainAll(missing.keySet());
    stored.forEach(cache::keep);
    known.putAll(stored);
    missing.keySet().removeAll(stored.keySet());
  }

  private Map<String, Vector> compute(List<Passage> passages) throws Refused, InterruptedException {
    int batch = embedder.batch();
    // As many again wait as are under way: no caller stands still in between.
    int most = 2 * embedder.callers();
    Deque<Future<List<Vector>>> batches = new ArrayDeque<>();
    Map<String, Vector> computed = new HashMap<>();
    try {
      int next = 0;
      int from = 0;
      while (next < passages.size()) {
        for (; from < passages.size() && batches.size() < most; from += batch) {
          batches.addLast(submit(passages.subList(from, Math.min(from + batch, passages.size()))));
        }
        for (Vector vector : await(batches.removeFirst())) {
          String identity = passages.get(next++).identity();
          computed.put(identity, vector);
          cache.keep(identity, vector);
        }
      }
    } finally {
      batches.forEach(vectors -> vectors.cancel(true));
    }
    return computed;
  }

  private Future<List<Vector>> submit(List<Passage> passages) {
    List<String> texts = passages.stream().map(Passage::embedded).toList();
    return callers.submit(() -> retry.call(() -> embedder.embed(texts, Purpose.PASSAGE)));
  }

  private static List<Vector> await(Future<List<Vector>> vectors)
      throws Refused, InterruptedException {
    try {
      return vectors.get();
    } catch (CancellationException e) {
      throw new IllegalStateException("embedding was given up", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Refused refused -> throw refused;
        case Outage outage -> throw outage;
        default -> throw new IllegalStateException("embedding failed", e.getCause());
      }
    }
  }
}

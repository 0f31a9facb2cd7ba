package dev.freshet.evaluation.quality;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.PassageKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Some thousand texts, each a passage, searched exactly in memory: what the stores come close to.
 */
public final class SmallIndex {
  private static final int DEPTH = 50;

  private final Embedder embedder;
  private final Bm25 words;
  private final List<PassageKey> keys;
  private final List<Vector> vectors = new ArrayList<>();

  /**
   * A text to find.
   *
   * @param id of the text; two have none in common
   * @param embedded what is embedded
   * @param words what is searched by words
   */
  public record Text(String id, String embedded, String words) {}

  /**
   * Embeds and analyses all.
   *
   * @param progress is told how many are embedded, and of how many
   * @throws Refused when the embedder refuses one of them
   */
  public SmallIndex(List<Text> texts, Embedder embedder, BiConsumer<Integer, Integer> progress)
      throws Refused {
    this.embedder = embedder;
    this.words = new Bm25(texts.stream().map(Text::words).toList());
    this.keys = texts.stream().map(text -> new PassageKey(text.id())).toList();
    try (ExecutorService callers = Executors.newFixedThreadPool(embedder.callers())) {
      List<Future<Vector>> coming = new ArrayList<>();
      for (Text text : texts) {
        List<String> one = List.of(text.embedded());
        coming.add(callers.submit(() -> embedder.embed(one, Purpose.PASSAGE).getFirst()));
      }
      for (Future<Vector> vector : coming) {
        vectors.add(vector.get());
        progress.accept(vectors.size(), texts.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** A question, embedded once for several ways to search. */
  public Vector embedded(String question) throws Refused {
    return embedder.embed(List.of(question), Purpose.QUERY).getFirst();
  }

  /** The ids of the best by meaning and by words, best first. */
  public List<String> search(String question, int limit) throws Refused {
    Candidates candidates = new Candidates(dense(embedded(question)), sparse(question));
    return Fusion.DEFAULT.fuse(candidates).stream()
        .limit(limit)
        .map(ranked -> ranked.key().value())
        .toList();
  }

  /** The ids of the best by meaning alone, best first. */
  public List<String> nearest(Vector question, int limit) {
    return dense(question).stream().limit(limit).map(found -> found.key().value()).toList();
  }

  private List<Candidate> dense(Vector asked) {
    return best(vectors.stream().mapToDouble(vector -> vector.dot(asked)).toArray());
  }

  private List<Candidate> sparse(String question) {
    return best(words.scores(question)).stream().filter(found -> found.score() > 0).toList();
  }

  private List<Candidate> best(double[] scores) {
    return IntStream.range(0, scores.length)
        .mapToObj(i -> new Candidate(keys.get(i), scores[i]))
        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
        .limit(DEPTH)
        .toList();
  }
}

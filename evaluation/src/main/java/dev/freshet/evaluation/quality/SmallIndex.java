package dev.freshet.evaluation.quality;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.text.TextAnalysis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/**
 * Some thousand texts, each a passage, searched exactly in memory: what the stores come close to.
 */
public final class SmallIndex {
  private static final int DEPTH = 50;
  private static final double K1 = 1.2;
  private static final double B = .75;

  private final Embedder embedder;
  private final TextAnalysis analysis = new TextAnalysis();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> having = new HashMap<>();
  private double length;

  /**
   * A text to find.
   *
   * @param id of the text; two have none in common
   * @param embedded what is embedded
   * @param words what is searched by words
   */
  public record Text(String id, String embedded, String words) {}

  private record Entry(PassageKey key, Vector vector, Map<String, Integer> counts, int terms) {}

  /**
   * Embeds and analyses all.
   *
   * @param progress is told how many are embedded, and of how many
   * @throws Refused when the embedder refuses one of them
   */
  public SmallIndex(List<Text> texts, Embedder embedder, BiConsumer<Integer, Integer> progress)
      throws Refused {
    this.embedder = embedder;
    try (ExecutorService callers = Executors.newFixedThreadPool(embedder.callers())) {
      List<Future<Vector>> vectors = new ArrayList<>();
      for (Text text : texts) {
        List<String> one = List.of(text.embedded());
        vectors.add(callers.submit(() -> embedder.embed(one, Purpose.PASSAGE).getFirst()));
      }
      for (int i = 0; i < texts.size(); i++) {
        add(texts.get(i), vectors.get(i).get());
        progress.accept(i + 1, texts.size());
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
    length /= Math.max(1, texts.size());
  }

  private void add(Text text, Vector vector) {
    Map<String, Integer> counts = new HashMap<>();
    analysis.terms(text.words()).forEach(term -> counts.merge(term.text(), 1, Integer::sum));
    int terms = counts.values().stream().mapToInt(Integer::intValue).sum();
    entries.add(new Entry(new PassageKey(text.id()), vector, counts, terms));
    counts.keySet().forEach(term -> having.merge(term, 1, Integer::sum));
    length += terms;
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
    return best(
        entries.stream().map(e -> new Candidate(e.key(), e.vector().dot(asked))).toList());
  }

  private List<Candidate> sparse(String question) {
    List<String> terms = analysis.queryTerms(question);
    return best(
        entries.stream()
            .map(e -> new Candidate(e.key(), terms.stream().mapToDouble(t -> bm25(t, e)).sum()))
            .filter(candidate -> candidate.score() > 0)
            .toList());
  }

  private double bm25(String term, Entry entry) {
    int count = entry.counts().getOrDefault(term, 0);
    int documents = having.getOrDefault(term, 0);
    double rarity = Math.log(1 + (entries.size() - documents + .5) / (documents + .5));
    return rarity * count / (count + K1 * (1 - B + B * entry.terms() / length));
  }

  private static List<Candidate> best(List<Candidate> all) {
    return all.stream()
        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
        .limit(DEPTH)
        .toList();
  }
}

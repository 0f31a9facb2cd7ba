package dev.freshet.evaluation.answering;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Refused;
import dev.freshet.evaluation.load.Percentiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What all answers come to. Measures of texts are means over the answerable questions that were
 * answered, of several right answers the best; to be read with the share that was answered.
 */
public final class Figures {
  private static final Set<String> NUMBERS = Set.of("bleu", "p50Millis", "p95Millis", "costOf1000");

  private Figures() {}

  /** Whether a figure is a share, 0 to 1; else it is a number: BLEU, a time, a cost. */
  public static boolean isShare(String name) {
    return !NUMBERS.contains(name);
  }

  /**
   * All of them.
   *
   * @param all at least one
   * @param embedder whose vectors make the cosine
   * @return by name, in the order to be shown
   * @throws Refused when the embedder refuses a text
   */
  public static SequencedMap<String, Double> of(List<Told> all, Embedder embedder) throws Refused {
    List<Told> answerable = all.stream().filter(t -> !t.question().right().isEmpty()).toList();
    List<Told> unanswerable = all.stream().filter(t -> t.question().right().isEmpty()).toList();
    List<Told> given = answerable.stream().filter(Told::answered).toList();
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put("answered", share(answerable, Told::answered));
    figures.put("rightStands", best(given, Overlap::contained));
    figures.put("exactMatch", best(given, Overlap::exact));
    figures.put("f1", best(given, Overlap::f1));
    figures.put("rouge1", best(given, (text, right) -> Overlap.rouge(text, right, 1)));
    figures.put("rouge2", best(given, (text, right) -> Overlap.rouge(text, right, 2)));
    figures.put("rougeL", best(given, Overlap::rougeL));
    figures.put("bleu", bleu(given));
    figures.put("cosine", cosine(given, embedder));
    figures.put("citationPrecision", mean(given, t -> cited(t) / Math.max(1.0, t.cited().size())));
    figures.put(
        "citationRecall", mean(given, t -> cited(t) / (double) t.question().documents().size()));
    figures.put("unsupportedSentences", unsupported(all));
    if (!unanswerable.isEmpty()) {
      List<Told> declined = all.stream().filter(t -> !t.answered()).toList();
      figures.put("dontKnowPrecision", share(declined, t -> t.question().right().isEmpty()));
      figures.put("dontKnowRecall", share(unanswerable, t -> !t.answered()));
    }
    Percentiles millis = Percentiles.of(all.stream().map(Told::millis).toList());
    figures.put("p50Millis", millis.p50());
    figures.put("p95Millis", millis.p95());
    figures.put("costOf1000", 1_000 * mean(all, Told::cost));
    return figures;
  }

  private static double best(List<Told> given, ToDoubleBiFunction<String, String> measure) {
    return mean(
        given,
        t ->
            t.question().right().stream()
                .mapToDouble(right -> measure.applyAsDouble(t.text(), right))
                .max()
                .orElse(0));
  }

  private static double bleu(List<Told> given) {
    Bleu bleu = new Bleu();
    given.forEach(told -> bleu.add(told.text(), told.question().right()));
    return bleu.score();
  }

  private static double cosine(List<Told> given, Embedder embedder) throws Refused {
    List<Double> cosines = new ArrayList<>();
    for (Told told : given) {
      List<String> texts =
          Stream.concat(Stream.of(told.text()), told.question().right().stream()).toList();
      List<Vector> vectors = embedder.embed(texts, Purpose.PASSAGE);
      cosines.add(
          vectors.subList(1, vectors.size()).stream()
              .mapToDouble(right -> right.dot(vectors.getFirst()))
              .max()
              .orElse(0));
    }
    return cosines.stream().mapToDouble(c -> c).average().orElse(0);
  }

  private static long cited(Told told) {
    return told.cited().stream().filter(told.question().documents()::contains).count();
  }

  /** Of all sentences of all answers that were given. */
  private static double unsupported(List<Told> all) {
    List<Told> given = all.stream().filter(Told::answered).toList();
    int sentences = given.stream().mapToInt(Told::sentences).sum();
    return given.stream().mapToInt(Told::unsupported).sum() / (double) Math.max(1, sentences);
  }

  private static double share(List<Told> of, Predicate<Told> which) {
    return mean(of, told -> which.test(told) ? 1 : 0);
  }

  private static double mean(List<Told> of, ToDoubleFunction<Told> value) {
    return of.stream().mapToDouble(value).average().orElse(0);
  }
}

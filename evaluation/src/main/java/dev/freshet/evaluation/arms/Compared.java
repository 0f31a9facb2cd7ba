package dev.freshet.evaluation.arms;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.ranking.PairedTest;
import dev.freshet.evaluation.answering.Figures;
import dev.freshet.evaluation.answering.Told;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * What the arms came to on the same questions.
 *
 * @param told by arm, all in one order of questions
 * @param figures by arm
 * @param takenIn a new fact, by arm
 */
record Compared(
    Map<Arm, List<Told>> told,
    Map<Arm, SequencedMap<String, Double>> figures,
    Map<Arm, TakenIn> takenIn) {

  /** One value a question. */
  enum Measure {
    /** Of all questions those told right, or declined where nothing answers. */
    RIGHT("right"),
    /** Of those that have an answer; 0 where it was declined. */
    F1("f1"),
    /** Of those that have an answer; 0 where it was declined. */
    ROUGE_L("rougeL");

    private final String id;

    Measure(String id) {
      this.id = id;
    }

    /** Its name. */
    String id() {
      return id;
    }

    private double[] of(List<Told> told) {
      Stream<Told> answerable = told.stream().filter(one -> !one.question().right().isEmpty());
      return switch (this) {
        case RIGHT -> told.stream().mapToDouble(one -> one.right() ? 1 : 0).toArray();
        case F1 -> answerable.mapToDouble(Told::f1).toArray();
        case ROUGE_L -> answerable.mapToDouble(Told::rougeL).toArray();
      };
    }
  }

  /**
   * Two arms on one measure.
   *
   * @param test the first minus the second
   */
  record Difference(Arm one, Arm other, Measure measure, PairedTest test) {}

  /**
   * Reckons the figures.
   *
   * @throws IllegalArgumentException where the arms were not asked the same
   */
  static Compared of(Map<Arm, List<Told>> told, Map<Arm, TakenIn> takenIn, Embedder embedder)
      throws Refused {
    Map<Arm, SequencedMap<String, Double>> figures = new EnumMap<>(Arm.class);
    for (Arm arm : Arm.values()) {
      if (!questions(told.get(arm)).equals(questions(told.get(Arm.RAG)))) {
        throw new IllegalArgumentException(arm.id() + " was asked other questions than rag");
      }
      SequencedMap<String, Double> all = Figures.of(told.get(arm), embedder);
      all.putFirst("right", mean(told.get(arm), Measure.RIGHT));
      figures.put(arm, all);
    }
    return new Compared(Map.copyOf(told), Map.copyOf(figures), Map.copyOf(takenIn));
  }

  private static List<Object> questions(List<Told> told) {
    return told.stream().<Object>map(Told::question).toList();
  }

  private static double mean(List<Told> told, Measure measure) {
    return Arrays.stream(measure.of(told)).average().orElse(0);
  }

  /** Each arm against each other, by each measure. */
  List<Difference> differences() {
    List<Difference> all = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      all.add(difference(Arm.RAG, Arm.FINE_TUNED, measure));
      all.add(difference(Arm.HYBRID, Arm.RAG, measure));
      all.add(difference(Arm.HYBRID, Arm.FINE_TUNED, measure));
    }
    return all;
  }

  private Difference difference(Arm one, Arm other, Measure measure) {
    return new Difference(
        one, other, measure, PairedTest.of(measure.of(told.get(one)), measure.of(told.get(other))));
  }

  /** Whether any answer cost anything: else nobody said what tokens cost. */
  boolean priced() {
    return told.values().stream().flatMap(List::stream).anyMatch(one -> one.cost() > 0);
  }
}

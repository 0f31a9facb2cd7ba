package dev.freshet.evaluation.arms;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** How long an arm takes until it knows a new fact. */
sealed interface TakenIn {
  /** Seconds; empty where that is not known. */
  OptionalDouble seconds();

  /** In words, with how it came about. */
  String words();

  /**
   * From publishing to the end of the first right answer.
   *
   * @param each seconds of the facts that were taken in
   * @param missed how many were not, though asked for {@link NewFacts#MOST_ASKED} times
   */
  record Measured(List<Double> each, int missed) implements TakenIn {
    /** Copies the list. */
    public Measured {
      each = List.copyOf(each);
    }

    /** The median; empty where most were missed. */
    @Override
    public OptionalDouble seconds() {
      double[] all = new double[each.size() + missed];
      Arrays.fill(all, Double.POSITIVE_INFINITY);
      for (int i = 0; i < each.size(); i++) {
        all[i] = each.get(i);
      }
      Arrays.sort(all);
      double median = all.length == 0 ? Double.POSITIVE_INFINITY : all[all.length / 2];
      return Double.isInfinite(median) ? OptionalDouble.empty() : OptionalDouble.of(median);
    }

    @Override
    public String words() {
      return "measured: from publishing to the right answer, median of "
          + (each.size() + missed)
          + (missed == 0 ? "" : ", " + missed + " not taken in at all");
    }
  }

  /**
   * A new training.
   *
   * @param took seconds
   */
  record Training(double took) implements TakenIn {
    @Override
    public OptionalDouble seconds() {
      return OptionalDouble.of(took);
    }

    @Override
    public String words() {
      return "as model.json tells: training alone, without making the dataset and deploying;"
          + " whether the fact is known then is not measured";
    }
  }

  /** Nobody said how long training takes. */
  record Unknown() implements TakenIn {
    @Override
    public OptionalDouble seconds() {
      return OptionalDouble.empty();
    }

    @Override
    public String words() {
      return "not measured: give --trained model.json";
    }
  }
}

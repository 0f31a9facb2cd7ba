package dev.freshet.common.store;

import java.util.List;

/**
 * How many documents have which value of a text field. Each document has at most one, so {@code
 * missing}, {@code other} and the counts of the values add up to the documents there are.
 *
 * @param field a text field of {@link Filter}
 * @param values the most frequent ones, most frequent first, equal counts by value
 * @param other documents whose value is none of these
 * @param missing documents without the field
 */
public record Facet(String field, List<Value> values, long other, long missing) {
  /** Copies the list. */
  public Facet {
    values = List.copyOf(values);
  }

  /**
   * One value.
   *
   * @param value as it is, byte for byte
   * @param documents how many have it, at least 1
   */
  public record Value(String value, long documents) {}

  /**
   * Of what was counted.
   *
   * @param counted each value that may be given, with its count
   * @param most how many are given at most
   * @param having documents that have the field
   * @param all documents with and without it
   */
  public static Facet of(String field, List<Value> counted, int most, long having, long all) {
    List<Value> values =
        counted.stream()
            .sorted(
                java.util.Comparator.comparingLong(Value::documents)
                    .reversed()
                    .thenComparing(Value::value))
            .limit(most)
            .toList();
    long given = values.stream().mapToLong(Value::documents).sum();
    return new Facet(field, values, having - given, all - having);
  }
}

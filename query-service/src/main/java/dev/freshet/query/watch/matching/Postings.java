package dev.freshet.query.watch.matching;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which rows have a word. */
final class Postings {
  private static final class Rows {
    private int[] rows = new int[2];
    private int count;

    void add(int row) {
      rows = count == rows.length ? Arrays.copyOf(rows, 2 * count) : rows;
      rows[count++] = row;
    }

    void remove(int row) {
      for (int i = 0; i < count; i++) {
        if (rows[i] == row) {
          rows[i] = rows[--count];
          return;
        }
      }
    }
  }

  private final Map<String, Rows> byTerm = new HashMap<>();

  void add(int row, Set<String> terms) {
    terms.forEach(term -> byTerm.computeIfAbsent(term, _ -> new Rows()).add(row));
  }

  void remove(int row, Set<String> terms) {
    for (String term : terms) {
      Rows rows = byTerm.get(term);
      rows.remove(row);
      if (rows.count == 0) {
        byTerm.remove(term);
      }
    }
  }

  /** Adds 1 to each row for each of these words that it has. */
  void count(Set<String> terms, int[] into) {
    for (String term : terms) {
      Rows rows = byTerm.get(term);
      if (rows != null) {
        for (int i = 0; i < rows.count; i++) {
          into[rows.rows[i]]++;
        }
      }
    }
  }
}

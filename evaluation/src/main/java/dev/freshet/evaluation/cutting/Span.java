package dev.freshet.evaluation.cutting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A run of characters of a text.
 *
 * @param from the first
 * @param to one past the last; above from
 */
record Span(int from, int to) {
  Span {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("a span from " + from + " to " + to);
    }
  }

  int length() {
    return to - from;
  }

  /** How many characters lie in any of these. */
  static int covered(List<Span> spans) {
    return union(spans).stream().mapToInt(Span::length).sum();
  }

  /** How many characters lie in any of the ones and in any of the others. */
  static int shared(List<Span> ones, List<Span> others) {
    int shared = 0;
    for (Span one : union(ones)) {
      for (Span other : union(others)) {
        shared += Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from));
      }
    }
    return shared;
  }

  private static List<Span> union(List<Span> spans) {
    List<Span> union = new ArrayList<>();
    for (Span span : spans.stream().sorted(Comparator.comparingInt(Span::from)).toList()) {
      if (!union.isEmpty() && span.from <= union.getLast().to) {
        Span last = union.removeLast();
        union.add(new Span(last.from, Math.max(last.to, span.to)));
      } else {
        union.add(span);
      }
    }
    return union;
  }
}

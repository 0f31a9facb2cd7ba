package dev.freshet.query.search;

import dev.freshet.query.retrieval.Scored;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an answer gives of what was ordered.
 *
 * @param passages those of the page
 * @param next where it ended; empty: there is no more
 */
record Page(List<Scored> passages, Optional<String> next) {

  /**
   * Cuts the page: as many units as the limit says that were not given before.
   *
   * @param ordered best first
   * @param more whether there may be more than the page
   * @param most how many units pages give together
   */
  static Page of(Question question, List<Scored> ordered, boolean more, int most) {
    int limit = Math.min(question.request().limit(), Math.max(1, most - question.given().size()));
    boolean first = question.given().isEmpty();
    int size = first ? question.request().limit() : limit;
    Set<Long> units = new LinkedHashSet<>();
    List<Scored> passages = new ArrayList<>();
    boolean rest = more;
    for (Scored one : ordered) {
      long unit = Cursor.unit(one, question.grouped());
      if (question.given().contains(unit)) {
        continue;
      }
      if (units.size() < size || units.contains(unit)) {
        units.add(unit);
        passages.add(one);
      } else {
        rest = true;
        break;
      }
    }
    return new Page(
        passages, rest && !units.isEmpty() ? Optional.of(next(question, units)) : Optional.empty());
  }

  private static String next(Question question, Set<Long> units) {
    return new Cursor(
            Cursor.hash(question.request()),
            question.view().point(),
            question.now(),
            question.given())
        .after(units)
        .text();
  }
}

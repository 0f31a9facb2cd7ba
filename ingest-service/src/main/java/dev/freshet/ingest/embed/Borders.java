package dev.freshet.ingest.embed;

import dev.freshet.common.text.StableHash;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Chooses where a section is cut, so that an edit moves only the borders beside it.
 *
 * <p>Every place between two units has a rank: first what it is (page, block, sentence, word), then
 * the hash of the unit after it. Places take their turn by rank, and one becomes a border where the
 * stretch it lies in is too long for a passage and both parts keep a least size. That a place
 * becomes a border thus depends on better ranked places within one passage's length and on nothing
 * else: not on how much text stands before it, as with filling from the top. (Content-defined
 * chunking by rank instead of by position; random sequential adsorption in physics.)
 */
final class Borders {
  /**
   * The least part of a passage's budget that a border leaves on each side. Higher fills passages
   * better and lets an edit reach further: measured in docs/decisions.
   */
  static final double LEAST_PART = .3;

  private final List<Unit> units;
  private final long[] until;
  private final int budget;
  private final TreeSet<Integer> cuts = new TreeSet<>();

  private Borders(List<Unit> units, int budget) {
    this.units = units;
    this.budget = budget;
    this.until = new long[units.size() + 1];
    for (int i = 0; i < units.size(); i++) {
      until[i + 1] = until[i] + units.get(i).weight();
    }
    cuts.add(0);
    cuts.add(units.size());
  }

  /**
   * The indices at which passages begin, then the number of units: between two neighbours lies one
   * passage, of at most the budget's weight or of one unit.
   */
  static List<Integer> of(List<Unit> units, int budget) {
    Borders borders = new Borders(units, budget);
    borders.placeByRank();
    borders.halveWhatIsLeft();
    return List.copyOf(borders.cuts);
  }

  private void placeByRank() {
    if (until[units.size()] <= budget) {
      return;
    }
    Comparator<Integer> byKind = Comparator.comparing(i -> units.get(i).border());
    IntStream.range(1, units.size())
        .boxed()
        .sorted(
            byKind
                .reversed()
                .thenComparingLong(i -> units.get(i).hash())
                .thenComparingLong(i -> StableHash.mixed(units.get(i - 1).hash()))
                .thenComparing(i -> i))
        .forEach(this::placeIfItFits);
  }

  private void placeIfItFits(int place) {
    int from = cuts.lower(place);
    int to = cuts.higher(place);
    double least = budget * LEAST_PART;
    boolean roomOnBothSides =
        until[place] - until[from] >= least && until[to] - until[place] >= least;
    boolean page = units.get(place).border() == Unit.Border.PAGE;
    if (roomOnBothSides && (page || until[to] - until[from] > budget)) {
      cuts.add(place);
    }
  }

  /** Where large units left no place with room on both sides: the place nearest the middle. */
  private void halveWhatIsLeft() {
    for (Integer from = cuts.first(); from < units.size(); ) {
      int to = cuts.higher(from);
      if (until[to] - until[from] > budget && to - from > 1) {
        cuts.add(middle(from, to));
      } else {
        from = to;
      }
    }
  }

  private int middle(int from, int to) {
    int best = from + 1;
    for (int place = from + 1; place < to; place++) {
      if (offMiddle(place, from, to) < offMiddle(best, from, to)) {
        best = place;
      }
    }
    return best;
  }

  private long offMiddle(int place, int from, int to) {
    return Math.abs(2 * until[place] - until[from] - until[to]);
  }
}

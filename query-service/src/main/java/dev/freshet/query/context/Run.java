package dev.freshet.query.context;

import dev.freshet.common.document.DocumentIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Neighbours of one document that are read as one text.
 *
 * @param pieces at least one, each following the one before
 */
record Run(List<Piece> pieces) {

  Run {
    pieces = List.copyOf(pieces);
  }

  /**
   * The runs that pieces make: those of the best document first, inside by ordinal. What is
   * suspicious stands in runs of its own.
   *
   * @param ranked best first
   */
  static List<Run> of(List<Piece> ranked) {
    Map<DocumentIdentity, List<Piece>> documents = new LinkedHashMap<>();
    for (Piece piece : ranked) {
      documents.computeIfAbsent(piece.found().identity(), _ -> new ArrayList<>()).add(piece);
    }
    List<Run> runs = new ArrayList<>();
    for (List<Piece> pieces : documents.values()) {
      pieces.sort(Comparator.comparingInt(Piece::ordinal));
      for (int start = 0; start < pieces.size(); ) {
        int end = start + 1;
        while (end < pieces.size() && joins(pieces.get(end - 1), pieces.get(end))) {
          end++;
        }
        runs.add(new Run(pieces.subList(start, end)));
        start = end;
      }
    }
    return runs;
  }

  static boolean joins(Piece before, Piece next) {
    return next.follows(before) && before.suspicious() == next.suspicious();
  }

  Piece first() {
    return pieces.getFirst();
  }

  boolean suspicious() {
    return first().suspicious();
  }

  boolean cut() {
    return pieces.getLast().cut();
  }

  /** All rules that found something, by name. */
  List<String> rules() {
    TreeSet<String> names = new TreeSet<>();
    pieces.forEach(piece -> names.addAll(piece.rules()));
    return List.copyOf(names);
  }

  /** The pages its passages begin on, in order; none: the document has none. */
  List<Integer> pages() {
    return pieces.stream().flatMap(p -> p.found().passage().page().stream()).distinct().toList();
  }

  /** The whole text. */
  String text() {
    StringBuilder text = new StringBuilder(part(first(), null));
    for (int i = 1; i < pieces.size(); i++) {
      text.append(part(pieces.get(i), pieces.get(i - 1)));
    }
    return Marks.clean(text.toString());
  }

  /**
   * What a piece adds: its headings where they are others, and what the one before does not say.
   *
   * @param before null: it is the first
   */
  static String part(Piece piece, Piece before) {
    String headed = piece.path().isEmpty() ? piece.text() : piece.path() + "\n" + piece.text();
    if (before == null) {
      return headed;
    }
    if (!before.path().equals(piece.path())) {
      return "\n\n" + headed;
    }
    int known = Overlap.of(before.text(), piece.text());
    return known > 0 ? piece.text().substring(known) : "\n" + piece.text();
  }
}

package dev.freshet.query.context;

import dev.freshet.common.document.DocumentIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Pieces chosen so far, and what they cost. */
final class Choice {
  private final ToIntFunction<List<Piece>> cost;
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<DocumentIdentity, List<Piece>> documents = new HashMap<>();
  private final Map<DocumentIdentity, Integer> costs = new HashMap<>();
  private int spent;

  /**
   * @param cost of the pieces of one document
   */
  Choice(ToIntFunction<List<Piece>> cost) {
    this.cost = cost;
  }

  /** In the order in which they were chosen. */
  List<Piece> pieces() {
    return pieces;
  }

  /** What all would cost with this one. */
  int with(Piece piece) {
    DocumentIdentity document = piece.found().identity();
    List<Piece> more = new ArrayList<>(documents.getOrDefault(document, List.of()));
    more.add(piece);
    return spent - costs.getOrDefault(document, 0) + cost.applyAsInt(more);
  }

  void add(Piece piece) {
    DocumentIdentity document = piece.found().identity();
    documents.computeIfAbsent(document, _ -> new ArrayList<>()).add(piece);
    int now = cost.applyAsInt(documents.get(document));
    spent += now - costs.getOrDefault(document, 0);
    costs.put(document, now);
    pieces.add(piece);
  }

  /** How many of its first characters the piece before it, if that is chosen, ends with. */
  int known(Piece piece) {
    return documents.getOrDefault(piece.found().identity(), List.of()).stream()
        .filter(before -> Run.joins(before, piece) && before.path().equals(piece.path()))
        .mapToInt(before -> Overlap.of(before.text(), piece.text()))
        .findFirst()
        .orElse(0);
  }
}

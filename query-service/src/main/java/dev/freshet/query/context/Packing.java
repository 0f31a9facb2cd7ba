package dev.freshet.query.context;

import dev.freshet.common.embed.Tokenizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits pieces into a budget, the best first.
 *
 * <p>What a text costs is not the sum of what its parts cost: tokenizers join over borders. So the
 * choice is made on the sum, where every part is counted once, and then the whole text is counted.
 * Where it is over the budget, the choice is made again with that much less to spend, until the
 * text fits. What is answered has been counted as it is. Belongs to one context.
 */
final class Packing {
  private final Tokenizer tokenizer;
  private final Map<Part, Integer> costs = new HashMap<>();
  private final Map<String, Integer> around = new HashMap<>();

  Packing(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * What makes a part the same one.
   *
   * @param before the rank of the piece before it; -1: none is
   * @param length of its text: it may be cut
   */
  private record Part(int rank, int before, int length) {}

  /**
   * A text that fits.
   *
   * @param pieces how many of those given it holds
   */
  record Packed(String text, int tokens, List<Run> runs, int pieces) {}

  /**
   * The best pieces that fit: a piece is left out only where it or a better one does not fit. The
   * last of them may be cut, at the end of a sentence; the first, where not one sentence fits, at
   * the end of a word.
   *
   * @param ranked best first
   * @param budget tokens; the text has at most so many
   */
  Packed pack(List<Piece> ranked, int budget) {
    int toSpend = budget;
    for (int attempt = 1; toSpend > 0; attempt++) {
      List<Piece> chosen = choose(ranked, toSpend);
      List<Run> runs = Run.of(chosen);
      String text = Layout.text(runs);
      int tokens = text.isEmpty() ? 0 : tokenizer.count(text);
      if (tokens <= budget) {
        return new Packed(text, tokens, runs, chosen.size());
      }
      toSpend -= (tokens - budget) * attempt;
    }
    return new Packed("", 0, List.of(), 0);
  }

  private List<Piece> choose(List<Piece> ranked, int toSpend) {
    Choice choice = new Choice(this::cost);
    for (Piece piece : ranked) {
      if (choice.with(piece) > toSpend) {
        addBeginning(choice, piece, toSpend);
        break;
      }
      choice.add(piece);
    }
    return choice.pieces();
  }

  private static void addBeginning(Choice choice, Piece piece, int toSpend) {
    int known = choice.known(piece);
    List<Integer> ends = Cut.sentences(piece.text()).stream().filter(end -> end > known).toList();
    boolean added = addUpTo(ends, choice, piece, toSpend);
    if (!added && choice.pieces().isEmpty()) {
      addUpTo(Cut.words(piece.text()), choice, piece, toSpend);
    }
  }

  /** Adds as much of a piece as fits, found by halving. */
  private static boolean addUpTo(List<Integer> ends, Choice choice, Piece piece, int toSpend) {
    int fit = -1;
    int tooMuch = ends.size();
    while (tooMuch - fit > 1) {
      int middle = (fit + tooMuch) >>> 1;
      if (choice.with(piece.upTo(ends.get(middle))) <= toSpend) {
        fit = middle;
      } else {
        tooMuch = middle;
      }
    }
    if (fit >= 0) {
      choice.add(piece.upTo(ends.get(fit)));
    }
    return fit >= 0;
  }

  /** What a document's pieces cost, by the sum. */
  private int cost(List<Piece> ofDocument) {
    int cost = 0;
    for (Run run : Run.of(ofDocument)) {
      cost += around.computeIfAbsent(Layout.around(run), tokenizer::count);
      Piece before = null;
      for (Piece piece : run.pieces()) {
        cost += cost(piece, before);
        before = piece;
      }
    }
    return cost;
  }

  private int cost(Piece piece, Piece before) {
    int rank = before == null ? -1 : before.rank();
    return costs.computeIfAbsent(
        new Part(piece.rank(), rank, piece.text().length()),
        _ -> tokenizer.count(Marks.clean(Run.part(piece, before))));
  }
}

package dev.freshet.query.context;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.text.TextNormaliser;
import dev.freshet.query.context.ContextRequest.Suspicious;
import dev.freshet.query.context.suspicion.Suspicion;
import dev.freshet.query.retrieval.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What of the passages retrieved may stand in a context. Belongs to one context. */
final class Sieve {
  /** How much of two neighbours is looked at together: what one begins the other may end. */
  private static final int SEAM = 300;

  private final Suspicious wanted;
  private final NearDuplicates duplicates;
  private final Map<DocumentIdentity, List<String>> rulesOfDocuments = new HashMap<>();

  Sieve(Suspicious wanted, double sameWording) {
    this.wanted = wanted;
    this.duplicates = new NearDuplicates(sameWording);
  }

  /**
   * What is left, best first, and how many are not.
   *
   * @param pieces best first
   * @param suspicious left out as such
   * @param duplicates left out as such
   */
  record Sifted(List<Piece> pieces, int suspicious, int duplicates) {}

  /**
   * Sifts.
   *
   * @throws IllegalStateException for passages of two versions of one document: whoever retrieves
   *     guarantees one
   */
  Sifted sift(List<Scored> ranked) {
    requireOneVersion(ranked);
    List<Piece> left = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      left.add(piece(i, ranked.get(i).passage()));
    }
    flagSeams(left);
    if (wanted == Suspicious.OMIT) {
      left.removeIf(Piece::suspicious);
    }
    int suspicious = ranked.size() - left.size();
    left.removeIf(piece -> !duplicates.keep(piece));
    return new Sifted(left, suspicious, ranked.size() - suspicious - left.size());
  }

  private static void requireOneVersion(List<Scored> ranked) {
    Map<DocumentIdentity, Version> versions = new HashMap<>();
    for (Scored one : ranked) {
      FoundPassage found = one.passage();
      Version other = versions.putIfAbsent(found.identity(), found.version());
      if (other != null && !other.equals(found.version())) {
        throw new IllegalStateException(
            "retrieved were two versions of one document: " + other + ", " + found.version());
      }
    }
  }

  private Piece piece(int rank, FoundPassage found) {
    Passage passage = found.passage();
    List<String> ofDocument =
        rulesOfDocuments.computeIfAbsent(found.identity(), _ -> Suspicion.in(said(found)));
    Set<String> rules = new LinkedHashSet<>(ofDocument);
    rules.addAll(Suspicion.in(passage.embedded()));
    return new Piece(
        rank,
        found,
        TextNormaliser.normalise(String.join(" > ", passage.headingPath())),
        TextNormaliser.normaliseLines(passage.text()),
        List.copyOf(rules),
        !ofDocument.isEmpty(),
        false);
  }

  /** What a header would say of a document. */
  private static String said(FoundPassage found) {
    return String.join(
        "\n",
        found.metadata().title(),
        found.metadata().filename(),
        found.metadata().sourceUri(),
        found.identity().id().value());
  }

  /** Flags neighbours that only together say what a rule finds. */
  private static void flagSeams(List<Piece> pieces) {
    List<Piece> inOrder =
        pieces.stream()
            .sorted(
                Comparator.comparing((Piece p) -> p.found().identity().key())
                    .thenComparingInt(Piece::ordinal))
            .toList();
    for (int i = 1; i < inOrder.size(); i++) {
      Piece before = inOrder.get(i - 1);
      Piece next = inOrder.get(i);
      if (next.follows(before) && !before.suspicious() && !next.suspicious()) {
        List<String> rules = Suspicion.in(seam(before, next));
        if (!rules.isEmpty()) {
          pieces.replaceAll(
              p -> p.rank() == before.rank() || p.rank() == next.rank() ? p.flagged(rules) : p);
        }
      }
    }
  }

  private static String seam(Piece before, Piece next) {
    String end = before.text();
    String start = Run.part(next, before);
    return Stream.of(
            end.substring(Math.max(0, end.length() - SEAM)),
            start.substring(0, Math.min(start.length(), SEAM)))
        .reduce("", String::concat);
  }
}

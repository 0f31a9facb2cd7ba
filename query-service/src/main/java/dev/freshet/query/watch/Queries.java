package dev.freshet.query.watch;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.Mode;
import dev.freshet.query.retrieval.QueryVector;
import dev.freshet.query.watch.matching.StandingQuery;
import java.util.Optional;
import java.util.Set;

/** Makes queries stand: embedded and analysed as a search's are. */
final class Queries {
  private final TextAnalysis analysis = new TextAnalysis();

  /** The query's words, for marking them. */
  Set<String> terms(Wanted wanted) {
    return Set.copyOf(analysis.queryTerms(wanted.query()));
  }

  /** The distinct words of a text. */
  Set<String> termsOf(String text) {
    return Set.copyOf(analysis.queryTerms(text));
  }

  /**
   * @throws Problem where the model refuses it, or words alone count and there are none
   * @throws dev.freshet.common.failure.Outage where the model does not answer
   */
  StandingQuery standing(Wanted wanted, Embedder embedder) {
    Set<String> terms = wanted.mode() == Mode.DENSE ? Set.of() : terms(wanted);
    if (wanted.mode() == Mode.SPARSE) {
      if (terms.isEmpty()) {
        throw Problem.field(
            "query", "\"query\" has no word that is indexed: give others, or another mode");
      }
      return new StandingQuery(Optional.empty(), terms, wanted.minScore());
    }
    return new StandingQuery(
        Optional.of(QueryVector.of(wanted.query(), embedder)), terms, wanted.minScore());
  }
}

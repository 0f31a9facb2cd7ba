package dev.freshet.query.answer;

import dev.freshet.common.store.Access;
import dev.freshet.query.completion.Completion.Usage;
import dev.freshet.query.context.Citation;
import dev.freshet.query.retrieval.View;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a question, for whoever keeps books. Told once for each question that context was
 * retrieved for, before the caller is told that the answer is whole; an exception of the listener
 * is the caller's.
 *
 * @param id of the answer, as the caller is told it
 * @param caller who asked
 * @param question what was asked
 * @param citations what was retrieved, with the versions of the documents
 * @param cited the numbers of those that the answer rests on
 * @param view as of what
 * @param outcome how it ended
 * @param model by name; empty: none was asked
 * @param usage of the model; where it failed, none is known
 * @param cost by the prices of the settings
 * @param took from the request
 */
public record Answered(
    String id,
    Access caller,
    String question,
    List<Citation> citations,
    Set<Integer> cited,
    View view,
    Outcome outcome,
    Optional<String> model,
    Usage usage,
    double cost,
    Duration took) {
  /** Copies the collections. */
  public Answered {
    citations = List.copyOf(citations);
    cited = Set.copyOf(cited);
  }

  /** How it ended. */
  public enum Outcome {
    /** Answered. */
    ANSWERED,
    /** Told that there is no answer. */
    UNANSWERED,
    /** The model or the deadline failed, or the reader left. */
    FAILED;

    /** Its name in metrics and records. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

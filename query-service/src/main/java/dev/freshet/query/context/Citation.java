package dev.freshet.query.context;

import dev.freshet.common.store.FoundPassage;
import java.util.List;

/**
 * One numbered source within a context.
 *
 * @param number from 1; the text refers to it as {@code [number]}
 * @param passages of one document in one version, in the document's order, at least one
 * @param text the run they make, as it stands in the context
 * @param suspicious the names of the rules that found an instruction in it; empty: none did
 * @param truncated whether the end of the run was cut off to fit the budget
 */
public record Citation(
    int number,
    List<FoundPassage> passages,
    String text,
    List<String> suspicious,
    boolean truncated) {
  /** Copies the lists. */
  public Citation {
    passages = List.copyOf(passages);
    suspicious = List.copyOf(suspicious);
  }
}

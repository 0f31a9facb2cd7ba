package dev.freshet.query.reevaluation;

import java.util.List;
import java.util.Set;

/**
 * What one question found.
 *
 * @param ranking the documents of the ten passages given, best first, each once
 * @param lost those of its relevant documents that its asker cannot be given: deleted, never
 *     indexed, or not to be read by the asker any more
 */
record Answered(List<String> ranking, Set<String> lost) {
  Answered {
    ranking = List.copyOf(ranking);
    lost = Set.copyOf(lost);
  }
}

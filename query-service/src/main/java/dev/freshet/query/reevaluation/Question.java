package dev.freshet.query.reevaluation;

import dev.freshet.common.store.Access;
import java.util.Map;
import java.util.Optional;

/**
 * A question of which it is known what answers it.
 *
 * @param line of the file, from 1
 * @param text what is asked, 1 to 4096 characters
 * @param relevant the grade of each document that answers it, above 0, by id; at least one
 * @param asker as whom it is asked
 * @param source where it is asked; empty: in all source topics
 */
record Question(
    int line, String text, Map<String, Integer> relevant, Access asker, Optional<String> source) {
  Question {
    relevant = Map.copyOf(relevant);
  }
}

package dev.freshet.evaluation.adapter;

import java.util.List;

/**
 * A question to learn from.
 *
 * @param question which of the questions' vectors
 * @param positives which passages answer it; at least one
 * @param hard passages that are near and do not answer it
 * @param excused further passages that are not to count as wrong: others of the same documents
 */
record Example(int question, List<Integer> positives, List<Integer> hard, List<Integer> excused) {
  Example {
    positives = List.copyOf(positives);
    hard = List.copyOf(hard);
    excused = List.copyOf(excused);
  }
}

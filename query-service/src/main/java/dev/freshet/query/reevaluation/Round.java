package dev.freshet.query.reevaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * All questions, asked once.
 *
 * @param stamp of what and when
 * @param answers in the order of the questions
 */
record Round(Stamp stamp, List<Answered> answers) {
  Round {
    answers = List.copyOf(answers);
  }

  /**
   * Of what and when a round was.
   *
   * @param began when it began
   * @param took how long it took, pauses included
   * @param generation that answered
   * @param model that embedded the questions
   * @param questions the file's hash
   * @param passages how many were retrievable
   */
  record Stamp(
      Instant began,
      Duration took,
      String generation,
      String model,
      String questions,
      long passages) {}
}

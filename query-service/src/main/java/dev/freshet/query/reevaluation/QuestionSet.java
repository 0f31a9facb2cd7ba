package dev.freshet.query.reevaluation;

import java.util.List;

/**
 * A file of questions, read.
 *
 * @param questions in the file's order
 * @param hash SHA-256 of the file, in hex: what was found for another file's questions is not
 *     compared
 */
record QuestionSet(List<Question> questions, String hash) {
  QuestionSet {
    questions = List.copyOf(questions);
  }
}

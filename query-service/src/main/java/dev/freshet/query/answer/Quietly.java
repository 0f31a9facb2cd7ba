package dev.freshet.query.answer;

import dev.freshet.query.answer.Answering.Question;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers whom only the whole answer is told. */
final class Quietly {
  private Quietly() {}

  static Answer answer(Answering answering, Question question) {
    try {
      return answering.answer(question, Progress.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException("nobody was told, so nobody was gone", e);
    }
  }
}

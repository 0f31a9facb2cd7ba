package dev.freshet.query.reevaluation;

import java.nio.file.Path;
import java.util.List;

/** The file of questions cannot be used; the message names each line, the field and the fix. */
public final class InvalidQuestions extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidQuestions(Path file, List<String> problems) {
    super(
        ReevaluationSettings.QUESTIONS.key() + ": " + file + ": " + String.join("; ", problems),
        null);
  }
}

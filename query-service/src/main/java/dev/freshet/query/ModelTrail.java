package dev.freshet.query;

import dev.freshet.query.answer.Answered;
import dev.freshet.query.retrieval.Trail;
import java.util.OptionalDouble;

/** Tells the audit of the request under way what a model wrote for it. */
final class ModelTrail {
  private ModelTrail() {}

  /** Nothing where no model did. */
  static void note(Answered answered) {
    answered
        .model()
        .ifPresent(
            model ->
                Trail.generated(
                    new Trail.Generated(
                        model,
                        answered.usage().prompt(),
                        answered.usage().completion(),
                        OptionalDouble.of(answered.cost()))));
  }
}

package dev.freshet.query;

import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.generations.GenerationSwitch;
import dev.freshet.query.generations.LiveGeneration;
import dev.freshet.query.reevaluation.EvaluatedGeneration;
import dev.freshet.query.reevaluation.Reevaluation;
import dev.freshet.query.reevaluation.ReevaluationSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The room of re-evaluation, wired by hand: it asks the generation that serves. */
final class ReevaluationAssembly {
  private ReevaluationAssembly() {}

  static Reevaluation of(
      ReevaluationSettings settings,
      List<String> sources,
      GenerationSwitch generations,
      BooleanSupplier ready,
      Telemetry telemetry,
      InstantSource clock) {
    return new Reevaluation(
        settings,
        sources,
        generations.retriever(),
        () -> evaluated(generations.current()),
        ready,
        telemetry,
        clock);
  }

  private static EvaluatedGeneration evaluated(LiveGeneration serving) {
    ModelIdentity model = serving.embedder().identity();
    return new EvaluatedGeneration(
        serving.name(),
        model.name() + " " + model.fingerprint(),
        serving.catalogue(),
        serving::passages);
  }
}

package dev.freshet.query;

import dev.freshet.common.failure.Outage;
import dev.freshet.query.freshness.Freshness;
import dev.freshet.query.generations.GenerationSwitch;
import dev.freshet.query.objective.Canary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What must be well for the service to be ready. */
final class Checks {
  private final GenerationSwitch generations;
  private final Canary canary;
  private final Supplier<List<HealthCheck>> others;

  Checks(GenerationSwitch generations, Canary canary, Supplier<List<HealthCheck>> others) {
    this.generations = generations;
    this.canary = canary;
    this.others = others;
  }

  List<HealthCheck> ready() {
    Freshness freshness = generations.current().freshness();
    List<HealthCheck> checks = new ArrayList<>();
    checks.add(
        new HealthCheck(
            "caught-up",
            freshness.ready(),
            freshness.ready() ? "" : "reading what was retrievable before the start"));
    checks.add(check("index-events", freshness.trouble()));
    checks.add(check("store", storeTrouble()));
    checks.addAll(others.get());
    if (canary.wanted()) {
      // Answers are still given: who is to be told has the alert.
      String trouble = canary.trouble().orElse("");
      checks.add(new HealthCheck("canary", trouble.isEmpty(), trouble, false));
    }
    return checks;
  }

  static List<HealthCheck> live() {
    return List.of(check("process", Optional.empty()));
  }

  private Optional<String> storeTrouble() {
    try {
      var _ = generations.current().searcher().readable();
      return Optional.empty();
    } catch (Outage e) {
      return Optional.of(e.getMessage());
    }
  }

  private static HealthCheck check(String name, Optional<String> trouble) {
    return new HealthCheck(name, trouble.isEmpty(), trouble.orElse(""));
  }
}

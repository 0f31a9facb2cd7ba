package dev.freshet.evaluation.freshness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.evaluation.report.Outcome;
import java.util.Locale;

/** The figures as JSON: {@code ages} by name, in each the arms, in each the shares. */
final class FreshnessJson {
  private FreshnessJson() {}

  static ObjectNode of(Replay replay, Shares shares) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("collection", replay.name());
    root.put("pages", replay.initial().size());
    root.put(
        "changes", replay.happenings().stream().filter(Happening.Change.class::isInstance).count());
    root.put("tokenBudget", Study.TOKENS);
    ObjectNode ages = root.putObject("ages");
    for (Age age : Age.values()) {
      Shares of = shares.of(age);
      ObjectNode node = ages.putObject(age.name().toLowerCase(Locale.ROOT));
      node.put("asked", of.asked().size());
      for (Arm arm : Arm.values()) {
        ObjectNode verdicts = node.putObject(arm.id());
        for (Verdict verdict : Verdict.values()) {
          verdicts.put(
              verdict.name().toLowerCase(Locale.ROOT), Outcome.rounded(of.share(arm, verdict)));
        }
      }
      ArrayNode days = node.putArray("rightByDay");
      of.byDay()
          .forEach(
              (day, that) -> {
                ObjectNode one =
                    days.addObject().put("day", day.toString()).put("asked", that.asked().size());
                for (Arm arm : Arm.values()) {
                  one.put(arm.id(), Outcome.rounded(that.share(arm, Verdict.RIGHT)));
                }
              });
    }
    return root;
  }
}

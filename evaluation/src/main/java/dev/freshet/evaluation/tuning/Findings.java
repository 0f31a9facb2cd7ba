package dev.freshet.evaluation.tuning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.evaluation.quality.Collection;
import dev.freshet.evaluation.report.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was found, to be told.
 *
 * @param collection whose questions were asked
 * @param made whether the questions were made of the documents
 * @param proposal what follows
 * @param served nDCG@10 of each question as a Freshet with the proposed settings serves it
 * @param servedStandard the same with the defaults
 */
record Findings(
    Collection collection,
    boolean made,
    Proposal proposal,
    List<Double> served,
    List<Double> servedStandard) {
  /** More than this between worked out and served, and the figures are not to be trusted. */
  private static final double ALIKE = .005;

  double servedMean() {
    return Trial.mean(served);
  }

  /** Whether what was worked out is what is served. */
  boolean confirmed() {
    return alike(servedMean(), proposal.chosen())
        && alike(Trial.mean(servedStandard), proposal.standard());
  }

  private static boolean alike(double served, Trial workedOut) {
    return Math.abs(served - workedOut.mean()) <= ALIKE;
  }

  /** Whether there is something to set. */
  boolean change() {
    return proposal.better() && confirmed();
  }

  /** The verdict, and what to know of it. */
  List<String> told() {
    String asServed =
        String.format(
            Locale.ROOT,
            "Served, on the questions that chose (expect what was held out): %.4f, worked out %.4f;"
                + " the defaults %.4f, worked out %.4f.",
            servedMean(),
            proposal.chosen().mean(),
            Trial.mean(servedStandard),
            proposal.standard().mean());
    String questions =
        "The questions were made of the documents, which people do not do: give queries.jsonl and"
            + " qrels.tsv with real ones where you can.";
    List<String> told = new ArrayList<>(List.of(proposal.verdict(), asServed));
    if (!confirmed()) {
      told.add(
          "What is served is not what was worked out: do not trust these figures, nothing is set.");
    }
    if (made) {
      told.add(questions);
    }
    return told;
  }

  /** A file for {@code --config}: what to set, and why. */
  String properties(LocalDate day) {
    StringBuilder out = new StringBuilder();
    out.append("# ./freshet tune, ").append(day).append(", ").append(collection.name());
    out.append(": ").append(collection.questions().size()).append(" questions, ");
    out.append(proposal.trials().size()).append(" settings tried\n");
    told().forEach(line -> out.append("# ").append(line).append('\n'));
    if (change()) {
      proposal
          .chosen()
          .choice()
          .changed()
          .forEach((key, value) -> out.append(key).append('=').append(value).append('\n'));
    }
    return out.toString();
  }

  ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("collection", collection.name());
    root.put("documents", collection.documents().size());
    root.put("questions", collection.questions().size());
    root.put("questionsMade", made);
    root.put("measure", "ndcg@10");
    root.put("passages", Ranking.PASSAGES);
    root.put("advice", change() ? "change" : "keep");
    root.put("verdict", proposal.verdict());
    ObjectNode defaults = told(root.putObject("defaults"), proposal.standard());
    defaults.put("served", Outcome.rounded(Trial.mean(servedStandard)));
    ObjectNode chosen = told(root.putObject("chosen"), proposal.chosen());
    chosen.put("served", Outcome.rounded(servedMean()));
    chosen.put("confirmed", confirmed());
    ObjectNode heldOut = root.putObject("heldOut");
    heldOut.put("ndcg@10", Outcome.rounded(proposal.heldOut().mean()));
    Outcome.compared(heldOut, proposal.test());
    ArrayNode folds = heldOut.putArray("folds");
    for (HeldOut.Fold fold : proposal.heldOut().folds()) {
      ObjectNode one = folds.addObject();
      settings(one, fold.chosen());
      one.put("questions", fold.questions());
      one.put("others", Outcome.rounded(fold.others()));
      one.put("own", Outcome.rounded(fold.own()));
      one.put("defaults", Outcome.rounded(fold.standard()));
    }
    ObjectNode rules = root.putObject("rules");
    for (Rule rule : Rule.values()) {
      HeldOut held =
          rule == Proposal.RULE
              ? proposal.heldOut()
              : HeldOut.of(proposal.trials(), rule, proposal.heldOut().folds().size());
      ObjectNode one = rules.putObject(rule.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      one.put("ndcg@10", Outcome.rounded(held.mean()));
      Outcome.compared(one, held.against(proposal.standard()));
    }
    ArrayNode trials = root.putArray("trials");
    proposal.trials().forEach(trial -> told(trials.addObject(), trial));
    return root;
  }

  private static ObjectNode told(ObjectNode node, Trial trial) {
    settings(node, trial.choice());
    return node.put("ndcg@10", Outcome.rounded(trial.mean()));
  }

  private static void settings(ObjectNode node, Choice choice) {
    ObjectNode settings = node.putObject("settings");
    for (Map.Entry<String, String> one : choice.settings().entrySet()) {
      settings.put(one.getKey(), one.getValue());
    }
  }
}

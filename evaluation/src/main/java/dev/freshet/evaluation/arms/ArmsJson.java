package dev.freshet.evaluation.arms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.evaluation.answering.Told;
import dev.freshet.evaluation.report.Outcome;
import java.util.List;

/** The figures as JSON: {@code arms} by name, and {@code comparisons}. */
final class ArmsJson {
  private ArmsJson() {}

  static ObjectNode of(Setup setup, Compared compared) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("collection", setup.collection()).put("standIn", setup.options().standIn());
    ArrayNode notices = root.putArray("notices");
    setup.notices(compared.priced()).forEach(notices::add);
    List<Told> asked = compared.told().get(Arm.RAG);
    root.put("answerable", asked.stream().filter(t -> !t.question().right().isEmpty()).count());
    root.put("unanswerable", asked.stream().filter(t -> t.question().right().isEmpty()).count());
    setup.askedInTraining().ifPresent(many -> root.put("askedInTraining", many));
    setup.trained().ifPresent(told -> root.set("trained", told));
    ObjectNode arms = root.putObject("arms");
    for (Arm arm : Arm.values()) {
      ObjectNode node = arms.putObject(arm.id());
      Model model = arm == Arm.RAG ? setup.options().base() : setup.options().tuned();
      node.put("model", model.name()).put("retrieves", arm != Arm.FINE_TUNED);
      ObjectNode figures = node.putObject("figures");
      compared.figures().get(arm).forEach((name, value) -> figures.put(name, round(name, value)));
      takenIn(node.putObject("newFact"), compared.takenIn().get(arm));
    }
    ArrayNode comparisons = root.putArray("comparisons");
    for (Compared.Difference one : compared.differences()) {
      ObjectNode node = comparisons.addObject().put("arm", one.one().id());
      node.put("against", one.other().id()).put("measure", one.measure().id());
      Outcome.compared(node, one.test());
    }
    return root;
  }

  /** Costs may be small. */
  private static double round(String name, double value) {
    return name.startsWith("cost") ? value : Outcome.rounded(value);
  }

  private static void takenIn(ObjectNode node, TakenIn takenIn) {
    takenIn.seconds().ifPresent(seconds -> node.put("seconds", Outcome.rounded(seconds)));
    if (takenIn instanceof TakenIn.Measured(List<Double> each, int missed)) {
      ArrayNode all = node.putArray("each");
      each.forEach(seconds -> all.add(Outcome.rounded(seconds)));
      node.put("missed", missed);
    }
    node.put("how", takenIn.words());
  }
}

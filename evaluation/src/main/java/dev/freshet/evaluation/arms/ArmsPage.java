package dev.freshet.evaluation.arms;

import dev.freshet.evaluation.answering.Figures;
import dev.freshet.evaluation.answering.QuestionSet.Question;
import dev.freshet.evaluation.answering.Told;
import dev.freshet.evaluation.report.Html;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as a page that stands alone: a plot, and each question across the arms. */
final class ArmsPage {
  private static final Map<Arm, String> STYLES =
      Map.of(Arm.RAG, "a", Arm.FINE_TUNED, "c", Arm.HYBRID, "b");
  private static final int BAR = 14;
  private static final int FULL = 500;

  private ArmsPage() {}

  static String of(Setup setup, Compared compared) {
    StringBuilder out = new StringBuilder(Html.head("Freshet: RAG, fine-tuned, hybrid"));
    out.append("<h1>").append(Html.escaped(setup.collection())).append("</h1>");
    for (String notice : setup.notices(compared.priced())) {
      out.append("<p class=missed>").append(Html.escaped(notice)).append("</p>");
    }
    models(out, setup);
    shares(out, compared);
    numbers(out, compared);
    differences(out, compared);
    out.append("<h2>Question by question</h2><p>✓: a right answer stands in the text, or, where")
        .append(" nothing answers, it says that it does not know. In the order of the arms: RAG,")
        .append(" fine-tuned, hybrid.</p>");
    for (int i = 0; i < compared.told().get(Arm.RAG).size(); i++) {
      question(out, compared, i);
    }
    return out.append(Html.foot()).toString();
  }

  private static void models(StringBuilder out, Setup setup) {
    out.append("<p>Base model: <b>").append(Html.escaped(setup.options().base().name()));
    out.append("</b>. Tuned model: <b>").append(Html.escaped(setup.options().tuned().name()));
    out.append("</b>");
    setup
        .trained()
        .ifPresent(
            told ->
                out.append(", made of ")
                    .append(Html.escaped(told.path("base").asText()))
                    .append(" with the dataset ")
                    .append(Html.escaped(told.path("dataset").path("version").asText())));
    out.append(".</p>");
  }

  private static void shares(StringBuilder out, Compared compared) {
    int y = 4;
    StringBuilder rows = new StringBuilder();
    for (String name : compared.figures().get(Arm.RAG).keySet()) {
      if (!Figures.isShare(name)) {
        continue;
      }
      rows.append(
          String.format(
              Locale.ROOT, "<text x='220' y='%d' text-anchor='end'>%s</text>", y + 2 * BAR, name));
      for (Arm arm : Arm.values()) {
        double value = compared.figures().get(arm).get(name);
        rows.append(
            String.format(
                Locale.ROOT,
                "<rect class=%s x='230' y='%d' width='%.1f' height='%d'/>"
                    + "<text x='%.1f' y='%d'>%.3f</text>",
                STYLES.get(arm),
                y,
                FULL * value,
                BAR - 2,
                236 + FULL * value,
                y + BAR - 3,
                value));
        y += BAR;
      }
      y += BAR / 2;
    }
    out.append("<h2>Shares</h2><p>");
    for (Arm arm : Arm.values()) {
      out.append("<svg viewBox='0 0 14 14' style='width:.8em'><rect class=")
          .append(STYLES.get(arm))
          .append(" width='14' height='14'/></svg> ")
          .append(arm.words())
          .append("<br>");
    }
    out.append("</p><svg viewBox='0 0 900 ").append(y).append("' role='img'");
    out.append(" aria-label='Shares by arm'>").append(rows).append("</svg>");
  }

  private static void numbers(StringBuilder out, Compared compared) {
    out.append("<h2>Times, cost, BLEU</h2><table><tr><th>");
    for (Arm arm : Arm.values()) {
      out.append("<th>").append(arm.words());
    }
    out.append("</tr>");
    for (String name : compared.figures().get(Arm.RAG).keySet()) {
      if (!Figures.isShare(name)) {
        out.append("<tr><td>").append(name);
        for (Arm arm : Arm.values()) {
          double value = compared.figures().get(arm).get(name);
          String form = name.startsWith("cost") ? "<td>%.4f" : "<td>%.1f";
          out.append(String.format(Locale.ROOT, form, value));
        }
        out.append("</tr>");
      }
    }
    out.append("<tr><td>a new fact, seconds");
    for (Arm arm : Arm.values()) {
      TakenIn takenIn = compared.takenIn().get(arm);
      out.append("<td>");
      takenIn
          .seconds()
          .ifPresent(seconds -> out.append(String.format(Locale.ROOT, "%.2f<br>", seconds)));
      out.append("<small>").append(Html.escaped(takenIn.words())).append("</small>");
    }
    out.append("</tr></table>");
  }

  private static void differences(StringBuilder out, Compared compared) {
    out.append("<h2>Arm against arm</h2><p>Paired randomisation test, two-sided, 10,000 rounds;")
        .append(" f1 and rougeL of answerable questions, 0 where declined. Nine tests: look at p")
        .append(" below .005 rather than .05.</p><table><tr><th>arms<th>measure<th>difference")
        .append("<th>p</tr>");
    for (Compared.Difference one : compared.differences()) {
      out.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s − %s<td>%s<td>%+.4f<td>%.4f</tr>",
              one.one().id(),
              one.other().id(),
              one.measure().id(),
              one.test().difference(),
              one.test().p()));
    }
    out.append("</table>");
  }

  private static void question(StringBuilder out, Compared compared, int at) {
    Question question = compared.told().get(Arm.RAG).get(at).question();
    out.append("<details><summary>");
    for (Arm arm : Arm.values()) {
      boolean right = compared.told().get(arm).get(at).right();
      out.append(right ? "<b class=hit>✓</b> " : "<b>✗</b> ");
    }
    out.append(Html.escaped(question.text())).append("</summary><p>Right: ");
    List<String> right = question.right();
    out.append(
        right.isEmpty() ? "<i>nothing answers it</i>" : Html.escaped(String.join(" | ", right)));
    out.append("</p>");
    for (Arm arm : Arm.values()) {
      answer(out, arm, compared.told().get(arm).get(at));
    }
    out.append("</details>");
  }

  private static void answer(StringBuilder out, Arm arm, Told told) {
    out.append("<p><b>").append(arm.words()).append("</b>");
    out.append(String.format(Locale.ROOT, " (%.0f ms)<br>", told.millis()));
    out.append(told.answered() ? "" : "<i>claims no answer:</i> ");
    out.append(Html.escaped(told.text()));
    if (!told.cited().isEmpty()) {
      out.append("<br>Cited: ").append(Html.escaped(String.join(", ", told.cited())));
    }
    out.append("</p>");
  }
}

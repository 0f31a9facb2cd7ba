package dev.freshet.evaluation.answering;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.evaluation.report.Html;
import dev.freshet.evaluation.report.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeSet;

/** The figures as JSON and as a page, with every question behind them. */
final class AnsweringReport {
  private AnsweringReport() {}

  static ObjectNode json(QuestionSet set, List<Told> all, SequencedMap<String, Double> figures) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("collection", set.collection().name());
    root.put("answerable", all.stream().filter(t -> !t.question().right().isEmpty()).count());
    root.put("unanswerable", all.stream().filter(t -> t.question().right().isEmpty()).count());
    root.put("kinds", kinds(all));
    ObjectNode node = root.putObject("figures");
    figures.forEach((name, value) -> node.put(name, Outcome.rounded(value)));
    return root;
  }

  private static String kinds(List<Told> all) {
    return String.join(", ", new TreeSet<>(all.stream().map(Told::kind).toList()));
  }

  static String page(ObjectNode told, List<Told> all) {
    StringBuilder out = new StringBuilder(Html.head("Freshet: quality of answers"));
    out.append("<h1>").append(Html.escaped(told.get("collection").asText())).append("</h1><p>");
    out.append(told.get("answerable")).append(" questions with an answer, ");
    out.append(told.get("unanswerable")).append(" without; answers: ");
    out.append(Html.escaped(told.get("kinds").asText())).append("</p>");
    plot(out, told);
    out.append("<h2>Question by question</h2>");
    for (Told one : all) {
      question(out, one);
    }
    return out.append(Html.foot()).toString();
  }

  /** Shares as bars; what is no share, BLEU, times and cost, as numbers alone. */
  private static void plot(StringBuilder out, ObjectNode told) {
    int y = 2;
    StringBuilder rows = new StringBuilder();
    for (var figure : told.get("figures").properties()) {
      double value = figure.getValue().asDouble();
      boolean share = Figures.isShare(figure.getKey());
      double width = share ? 500 * value : 0;
      rows.append(
          String.format(
              Locale.ROOT,
              "<text x='220' y='%d' text-anchor='end'>%s</text><rect x='230' y='%d' width='%.1f'"
                  + " height='18' rx='3'/><text x='%.1f' y='%d'>%s</text>",
              y + 14,
              figure.getKey(),
              y,
              width,
              236 + width,
              y + 14,
              String.format(Locale.ROOT, share ? "%.4f" : "%.2f", value)));
      y += 26;
    }
    out.append("<svg viewBox='0 0 900 ").append(y).append("' role='img' aria-label='Figures'>");
    out.append(rows).append("</svg>");
  }

  private static void question(StringBuilder out, Told one) {
    boolean none = one.question().right().isEmpty();
    out.append("<details><summary>").append(one.right() ? "<b class=hit>✓</b> " : "<b>✗</b> ");
    out.append(Html.escaped(one.question().text())).append("</summary><p>");
    out.append(one.answered() ? Html.escaped(one.text()) : "<i>does not know</i>");
    out.append("</p><p>Right: ");
    out.append(
        none
            ? "<i>nothing answers it</i>"
            : Html.escaped(String.join(" | ", one.question().right())));
    out.append("<br>Cited: ").append(Html.escaped(String.join(", ", one.cited())));
    out.append("</p></details>");
  }
}

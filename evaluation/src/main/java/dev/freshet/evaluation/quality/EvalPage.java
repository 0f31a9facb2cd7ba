package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.evaluation.report.Html;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** The figures as a page that stands alone: a plot, and what became of every question. */
final class EvalPage {
  private static final int SHOWN = 5;

  private EvalPage() {}

  static String of(Collection collection, SequencedMap<String, Scores> modes, JsonNode told) {
    StringBuilder out = new StringBuilder(Html.head("Freshet: quality of retrieval"));
    out.append("<h1>").append(Html.escaped(collection.name())).append("</h1><p>");
    out.append(told.get("documents")).append(" documents, ");
    out.append(told.get("passages")).append(" passages, ");
    out.append(told.get("queries")).append(" questions</p>");
    for (String measure : modes.firstEntry().getValue().values().keySet()) {
      plot(out, measure, modes);
    }
    out.append("<h2>Hybrid against each half</h2><ul>");
    for (Map.Entry<String, JsonNode> one : told.get("comparisons").properties()) {
      out.append("<li>").append(one.getKey()).append(": ");
      out.append(one.getValue().get("difference")).append(" nDCG@10, p = ");
      out.append(one.getValue().get("p")).append("</li>");
    }
    out.append("</ul><h2>Question by question</h2><p>Worst first; nDCG@10 of hybrid.</p>");
    questions(out, collection, modes.get("hybrid"));
    return out.append(Html.foot()).toString();
  }

  private static void plot(StringBuilder out, String measure, SequencedMap<String, Scores> modes) {
    int height = 30 * modes.size() + 6;
    out.append("<h2>").append(measure).append("</h2><svg viewBox='0 0 900 ").append(height);
    out.append("' role='img' aria-label='").append(measure).append("'>");
    int y = 4;
    for (Map.Entry<String, Scores> mode : modes.entrySet()) {
      double mean = mode.getValue().mean(measure);
      double error = mode.getValue().error(measure);
      out.append(
          String.format(
              Locale.ROOT,
              "<text x='90' y='%d' text-anchor='end'>%s</text><rect x='100' y='%d' width='%.1f'"
                  + " height='20' rx='3'/><line x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>"
                  + "<text x='%.1f' y='%d'>%.4f ± %.4f</text>",
              y + 15,
              mode.getKey(),
              y,
              600 * mean,
              100 + 600 * (mean - error),
              100 + 600 * (mean + error),
              y + 10,
              y + 10,
              112 + 600 * (mean + error),
              y + 15,
              mean,
              error));
      y += 30;
    }
    out.append("</svg>");
  }

  private static void questions(StringBuilder out, Collection collection, Scores hybrid) {
    double[] values = hybrid.values().get(Scores.MAIN);
    List<String> ids = List.copyOf(hybrid.rankings().keySet());
    List<Integer> order =
        java.util.stream.IntStream.range(0, ids.size())
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(i -> values[i]))
            .toList();
    for (int i : order) {
      Map<String, Integer> grades = collection.judgements().get(ids.get(i));
      out.append(String.format(Locale.ROOT, "<details><summary><b>%.3f</b> ", values[i]));
      out.append(Html.escaped(collection.questions().get(ids.get(i)))).append("</summary><ol>");
      hybrid.rankings().get(ids.get(i)).stream()
          .limit(2 * SHOWN)
          .forEach(
              id ->
                  out.append(grades.containsKey(id) ? "<li class=hit>" : "<li>")
                      .append(Html.escaped(id))
                      .append("</li>"));
      out.append("</ol><p>Relevant: ");
      out.append(Html.escaped(String.join(", ", grades.keySet().stream().sorted().toList())));
      out.append("</p></details>");
    }
  }
}

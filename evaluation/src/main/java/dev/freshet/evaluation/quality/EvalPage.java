package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.evaluation.report.Html;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** The figures as a page that stands alone: a plot, and what became of every question. */
final class EvalPage {
  private static final int SHOWN = 5;
  private static final int MOVED = 30;

  private EvalPage() {}

  static String of(
      Collection collection,
      SequencedMap<String, Scores> modes,
      JsonNode told,
      SequencedMap<String, Earlier.Moved> moved) {
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
    out.append("</ul>");
    against(out, collection, moved);
    out.append("<h2>Question by question</h2><p>Worst first; nDCG@10 of hybrid.</p>");
    questions(out, collection, modes.get("hybrid"));
    return out.append(Html.foot()).toString();
  }

  private static void against(
      StringBuilder out, Collection collection, SequencedMap<String, Earlier.Moved> moved) {
    if (moved.isEmpty()) {
      return;
    }
    out.append("<h2>Against the other run</h2><ul>");
    moved.forEach(
        (mode, run) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "<li>%s: %+.4f nDCG@10, p = %.4f, %d questions</li>",
                    mode,
                    run.test().difference(),
                    run.test().p(),
                    run.questions().size())));
    Map.Entry<String, Earlier.Moved> last = moved.lastEntry();
    Earlier.Moved run = last.getValue();
    out.append("</ul><p>What moved most, ").append(last.getKey()).append(":</p><table>");
    out.append("<tr><th>question</th><th>the other run</th><th>this one</th></tr>");
    IntStream.range(0, run.questions().size())
        .boxed()
        .filter(i -> !run.now().get(i).equals(run.before().get(i)))
        .sorted(Comparator.comparingDouble(i -> -Math.abs(run.now().get(i) - run.before().get(i))))
        .limit(MOVED)
        .forEach(
            i ->
                out.append(
                    String.format(
                        Locale.ROOT,
                        "<tr><td>%s</td><td>%.3f</td><td>%.3f</td></tr>",
                        Html.escaped(collection.questions().get(run.questions().get(i))),
                        run.before().get(i),
                        run.now().get(i))));
    out.append("</table>");
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
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
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

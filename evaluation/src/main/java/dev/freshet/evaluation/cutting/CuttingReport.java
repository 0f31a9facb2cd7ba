package dev.freshet.evaluation.cutting;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.ranking.PairedTest;
import dev.freshet.evaluation.report.Html;
import dev.freshet.evaluation.report.Outcome;
import java.util.List;
import java.util.Locale;

/** The figures as JSON and as a page. */
final class CuttingReport {
  private CuttingReport() {}

  /** Two ways to cut into passages of about one size. */
  record Pair(SpanScores ours, SpanScores recursive) {}

  static ObjectNode json(SpanCollection collection, List<Pair> pairs) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("collection", collection.name());
    root.put("questions", collection.questions().size());
    root.put("found", CuttingStudy.FOUND);
    ArrayNode all = root.putArray("cutters");
    ArrayNode comparisons = root.putArray("comparisons");
    for (Pair pair : pairs) {
      describe(all, pair.ours());
      describe(all, pair.recursive());
      compare(comparisons, pair);
    }
    return root;
  }

  private static void describe(ArrayNode all, SpanScores one) {
    ObjectNode node = all.addObject().put("name", one.cutter());
    node.put("passages", one.passages()).put("meanCharacters", Outcome.rounded(one.characters()));
    one.values().keySet().forEach(measure -> node.put(measure, Outcome.rounded(one.mean(measure))));
  }

  private static void compare(ArrayNode comparisons, Pair pair) {
    for (String measure : pair.ours().values().keySet()) {
      PairedTest test =
          PairedTest.of(pair.ours().values().get(measure), pair.recursive().values().get(measure));
      Outcome.compared(
          comparisons
              .addObject()
              .put("cutter", pair.ours().cutter())
              .put("against", pair.recursive().cutter())
              .put("measure", measure),
          test);
    }
  }

  static String page(ObjectNode told) {
    StringBuilder out = new StringBuilder(Html.head("Freshet: how documents are cut"));
    out.append("<h1>").append(Html.escaped(told.get("collection").asText())).append("</h1><p>");
    out.append(told.get("questions")).append(" questions; the characters of the first ");
    out.append(told.get("found"));
    out.append(
        " passages found against those that answer. <i>Ideal</i>: exactly the passages that hold a"
            + " piece of the answer, whatever is found.</p>");
    told.get("cutters")
        .get(0)
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.contains(".")) {
                plot(out, name, told);
              }
            });
    out.append("<h2>At equal size</h2><table><tr><th>cutter<th>against<th>measure");
    out.append("<th>difference<th>p</tr>");
    told.get("comparisons")
        .forEach(
            one ->
                out.append(
                    String.format(
                        Locale.ROOT,
                        "<tr><td>%s<td>%s<td>%s<td>%+.4f<td>%.4f</tr>",
                        Html.escaped(one.get("cutter").asText()),
                        Html.escaped(one.get("against").asText()),
                        one.get("measure").asText(),
                        one.get("difference").asDouble(),
                        one.get("p").asDouble())));
    return out.append("</table>").append(Html.foot()).toString();
  }

  private static void plot(StringBuilder out, String measure, ObjectNode told) {
    int height = 28 * told.get("cutters").size() + 4;
    out.append("<h2>").append(measure).append("</h2><svg viewBox='0 0 900 ").append(height);
    out.append("' role='img' aria-label='").append(measure).append("'>");
    int y = 2;
    for (var one : told.get("cutters")) {
      double value = one.get(measure).asDouble();
      out.append(
          String.format(
              Locale.ROOT,
              "<text x='400' y='%d' text-anchor='end'>%s (%d passages, %.0f characters)</text>"
                  + "<rect x='410' y='%d' width='%.1f' height='20' rx='3'/>"
                  + "<text x='%.1f' y='%d'>%.4f</text>",
              y + 15,
              Html.escaped(one.get("name").asText()),
              one.get("passages").asInt(),
              one.get("meanCharacters").asDouble(),
              y,
              400 * value,
              416 + 400 * value,
              y + 15,
              value));
      y += 28;
    }
    out.append("</svg>");
  }
}

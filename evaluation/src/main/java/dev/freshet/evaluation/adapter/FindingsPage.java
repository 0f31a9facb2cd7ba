package dev.freshet.evaluation.adapter;

import dev.freshet.evaluation.adapter.Ranker.Gains;
import dev.freshet.evaluation.adapter.Study.Point;
import dev.freshet.evaluation.report.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The findings as a page that stands alone: the verdict, the learning curve, the training. */
final class FindingsPage {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 260;
  private static final double LEFT = 70;
  private static final double TOP = 20;

  private FindingsPage() {}

  /** A line of a plot: its values, and how they are drawn. */
  private record Line(String name, String style, List<Double> values) {}

  static String of(Findings told) {
    List<Point> points = told.points();
    StringBuilder out = new StringBuilder(Html.head("Freshet: an adapter"));
    out.append("<h1>An adapter for ").append(Html.escaped(told.adapter().model()));
    out.append(", learnt from ")
        .append(Html.escaped(told.material().name()))
        .append("</h1><p class=");
    out.append(told.isWorthIt() ? "met" : "missed").append('>');
    out.append(Html.escaped(told.verdict())).append("</p><p>");
    out.append(
        String.format(
            Locale.ROOT,
            "%d passages, %d questions, %d pairs of a question and what answers it. Seed %d;"
                + " adapter %s.",
            told.material().passages().size(),
            told.material().questions().size(),
            told.material().pairs(),
            told.seed(),
            told.adapter().hash()));
    out.append("</p><h2>What more pairs bring</h2><p>nDCG@10 of held-out questions. Dashed: ")
        .append("without an adapter.</p>");
    List<String> sizes = points.stream().map(p -> Integer.toString(p.pairs())).toList();
    plot(
        out,
        sizes,
        List.of(
            new Line("dense", "a", means(points, true, Gains::dense)),
            new Line("", "a before", means(points, false, Gains::dense)),
            new Line("hybrid", "b", means(points, true, Gains::hybrid)),
            new Line("", "b before", means(points, false, Gains::hybrid))));
    table(out, points);
    List<Double> judged = told.last().judged();
    out.append("<h2>The training of what is deployed</h2><p>nDCG@10, dense, of the questions that")
        .append(" say when it ends, after each round; the best is round ")
        .append(told.last().best())
        .append(".</p>");
    plot(
        out,
        IntStream.range(0, judged.size()).mapToObj(Integer::toString).toList(),
        List.of(new Line("dense", "a", judged)));
    return out.append(Html.foot()).toString();
  }

  private static List<Double> means(
      List<Point> points, boolean after, ToDoubleFunction<Gains> mode) {
    return points.stream()
        .map(point -> Findings.mean(after ? point.after() : point.before(), mode))
        .toList();
  }

  private static void plot(StringBuilder out, List<String> labels, List<Line> lines) {
    List<Double> all = new ArrayList<>();
    lines.forEach(line -> all.addAll(line.values()));
    double low = all.stream().mapToDouble(v -> v).min().orElse(0) - .01;
    double high = all.stream().mapToDouble(v -> v).max().orElse(1) + .01;
    out.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox='0 0 %.0f %.0f' role='img' aria-label='nDCG@10'>",
            WIDTH + LEFT + 90,
            HEIGHT + TOP + 40));
    for (int tick = 0; tick <= 4; tick++) {
      double value = low + tick * (high - low) / 4;
      double y = y(value, low, high);
      out.append(
          String.format(
              Locale.ROOT,
              "<line class=grid x1='%.0f' x2='%.0f' y1='%.1f' y2='%.1f'/><text x='%.0f' y='%.1f'"
                  + " text-anchor='end'>%.3f</text>",
              LEFT,
              LEFT + WIDTH,
              y,
              y,
              LEFT - 8,
              y + 5,
              value));
    }
    for (int i = 0; i < labels.size(); i++) {
      out.append(
          String.format(
              Locale.ROOT,
              "<text x='%.1f' y='%.0f' text-anchor='middle'>%s</text>",
              x(i, labels.size()),
              TOP + HEIGHT + 24,
              labels.get(i)));
    }
    for (Line line : lines) {
      out.append("<polyline class='").append(line.style()).append("' points='");
      for (int i = 0; i < line.values().size(); i++) {
        out.append(
            String.format(
                Locale.ROOT,
                "%.1f,%.1f ",
                x(i, labels.size()),
                y(line.values().get(i), low, high)));
      }
      out.append(
          String.format(
              Locale.ROOT,
              "'/><text x='%.1f' y='%.1f'>%s</text>",
              LEFT + WIDTH + 8,
              y(line.values().getLast(), low, high) + 5,
              line.name()));
    }
    out.append("</svg>");
  }

  private static double x(int i, int all) {
    return LEFT + (all == 1 ? WIDTH / 2 : WIDTH * i / (all - 1));
  }

  private static double y(double value, double low, double high) {
    return TOP + HEIGHT * (high - value) / (high - low);
  }

  private static void table(StringBuilder out, List<Point> points) {
    out.append("<table><tr><th>pairs<th>dense<th>difference<th>p")
        .append("<th>hybrid<th>difference<th>p</tr>");
    for (Point point : points) {
      out.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%d<td>%.4f<td>%+.4f<td>%.4f<td>%.4f<td>%+.4f<td>%.4f</tr>",
              point.pairs(),
              Findings.mean(point.after(), Gains::dense),
              point.dense().difference(),
              point.dense().p(),
              Findings.mean(point.after(), Gains::hybrid),
              point.hybrid().difference(),
              point.hybrid().p()));
    }
    out.append("</table>");
  }
}

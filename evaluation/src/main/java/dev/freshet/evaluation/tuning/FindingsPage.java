package dev.freshet.evaluation.tuning;

import dev.freshet.evaluation.report.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** What was found as a page that stands alone: the verdict, plots, folds, every question. */
final class FindingsPage {
  private static final int LEFT = 60;
  private static final int WIDTH = 780;
  private static final int HIGH = 260;
  private static final int BEST = 20;
  private static final List<String> COLOURS = List.of("a", "b", "c");

  private final StringBuilder out = new StringBuilder(Html.head("Freshet: tuned settings"));
  private final Findings findings;
  private final Proposal proposal;

  private FindingsPage(Findings findings) {
    this.findings = findings;
    this.proposal = findings.proposal();
  }

  static String of(Findings findings) {
    return new FindingsPage(findings).page();
  }

  private String page() {
    out.append("<h1>").append(Html.escaped(findings.collection().name())).append("</h1>");
    findings.told().forEach(line -> out.append("<p>").append(Html.escaped(line)).append("</p>"));
    out.append(
        String.format(
            Locale.ROOT,
            "<p>%d documents, %d questions, %d settings tried; nDCG@10 of the documents of the first"
                + " %d passages.</p>",
            findings.collection().documents().size(),
            findings.collection().questions().size(),
            proposal.trials().size(),
            Ranking.PASSAGES));
    out.append("<h2>By what meaning counts against words</h2><p>One line for each way to cut, at");
    out.append(" the default depth and without ages.</p>");
    curves();
    folds();
    best();
    questions();
    return out.append(Html.foot()).toString();
  }

  /** By cut, the trials that differ from the defaults in weight alone, by weight. */
  private SequencedMap<String, List<Trial>> lines() {
    SequencedMap<String, List<Trial>> lines = new LinkedHashMap<>();
    for (Trial trial : proposal.trials()) {
      Ranking ranking = trial.choice().ranking();
      if (ranking.depth() == Ranking.DEFAULT.depth() && !ranking.aging()) {
        lines.computeIfAbsent(trial.choice().cut().name(), _ -> new ArrayList<>()).add(trial);
      }
    }
    lines.values().forEach(line -> line.sort(Comparator.comparingDouble(FindingsPage::weight)));
    return lines;
  }

  private static double weight(Trial trial) {
    return trial.choice().ranking().fusion().denseWeight();
  }

  private void curves() {
    SequencedMap<String, List<Trial>> lines = lines();
    DoubleSummaryStatistics means =
        lines.values().stream().flatMap(List::stream).mapToDouble(Trial::mean).summaryStatistics();
    double low = means.getMin();
    double span = Math.max(means.getMax() - low, .01);
    out.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox='0 0 900 %d' role='img' aria-label='nDCG@10 by weight of meaning'>",
            HIGH + 60));
    for (int part = 0; part <= 4; part++) {
      double y = 10 + HIGH - HIGH * part / 4.0;
      out.append(
          String.format(
              Locale.ROOT,
              "<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>"
                  + "<text x='%d' y='%.1f' text-anchor='end'>%.3f</text>",
              LEFT,
              LEFT + WIDTH,
              y,
              y,
              LEFT - 8,
              y + 4,
              low + span * part / 4));
    }
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      out.append(
          String.format(
              Locale.ROOT,
              "<text x='%.1f' y='%d' text-anchor='middle'>%.1f</text>",
              LEFT + WIDTH * tenth / 10.0,
              HIGH + 30,
              tenth / 10.0));
    }
    int number = 0;
    for (List<Trial> line : lines.values()) {
      String colour = COLOURS.get(number % COLOURS.size());
      String dashed = number < COLOURS.size() ? "" : " before";
      out.append(String.format(Locale.ROOT, "<polyline class='%s%s' points='", colour, dashed));
      for (Trial trial : line) {
        out.append(
            String.format(
                Locale.ROOT, "%.1f,%.1f ", LEFT + WIDTH * weight(trial), y(trial, low, span)));
      }
      Trial last = line.getLast();
      out.append(
          String.format(
              Locale.ROOT,
              "'/><text x='%d' y='%.1f'>%s</text>",
              LEFT + WIDTH + 6,
              y(last, low, span) + 4,
              Html.escaped(last.choice().cut().name())));
      number++;
    }
    out.append("</svg><p>Lines are named by passage.max-tokens, then passage.overlap-tokens.</p>");
  }

  private static double y(Trial trial, double low, double span) {
    return 10 + HIGH - HIGH * (trial.mean() - low) / span;
  }

  private void folds() {
    out.append("<h2>Chosen on the others, judged on its own</h2><table><tr><th>chosen</th>");
    out.append("<th>others</th><th>own</th><th>own, defaults</th></tr>");
    for (HeldOut.Fold fold : proposal.heldOut().folds()) {
      out.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s</td><td>%.4f</td><td>%.4f</td><td>%.4f</td></tr>",
              Html.escaped(fold.chosen().words()),
              fold.others(),
              fold.own(),
              fold.standard()));
    }
    out.append("</table>");
  }

  private void best() {
    out.append("<h2>The best on all questions</h2><p>Not held out: those at the top are there by");
    out.append(" luck too.</p><table><tr><th>settings</th><th>nDCG@10</th></tr>");
    proposal.trials().stream()
        .sorted(Comparator.<Trial>comparingDouble(Trial::mean).reversed())
        .limit(BEST)
        .forEach(this::row);
    row(proposal.standard());
    out.append("</table>");
  }

  private void row(Trial trial) {
    out.append(
        String.format(
            Locale.ROOT,
            "<tr><td>%s</td><td>%.4f</td></tr>",
            Html.escaped(trial.choice().words()),
            trial.mean()));
  }

  private void questions() {
    List<Double> standard = proposal.standard().values();
    List<String> texts = List.copyOf(findings.collection().questions().values());
    out.append("<h2>Question by question</h2><p>As served with what was chosen, and as worked out");
    out.append(" by the defaults; what lost most first.</p><table>");
    out.append("<tr><th>question</th><th>chosen</th><th>defaults</th></tr>");
    IntStream.range(0, texts.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> findings.served().get(i) - standard.get(i)))
        .forEach(
            i ->
                out.append(
                    String.format(
                        Locale.ROOT,
                        "<tr><td>%s</td><td>%.3f</td><td>%.3f</td></tr>",
                        Html.escaped(texts.get(i)),
                        findings.served().get(i),
                        standard.get(i))));
    out.append("</table>");
  }
}

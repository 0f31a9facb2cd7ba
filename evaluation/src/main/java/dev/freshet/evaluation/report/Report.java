package dev.freshet.evaluation.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the benchmarks came to: as a page with plots that stands alone, and as JSON. */
public final class Report {
  private final List<Section> sections = new ArrayList<>();
  private final String setting;

  /**
   * A measurement.
   *
   * @param title what was measured
   * @param explanation how, on what, and what it was held against
   * @param unit of the bars
   * @param bars the figures
   * @param verdicts goals and whether they were met
   */
  public record Section(
      String title, String explanation, String unit, List<Bar> bars, List<Verdict> verdicts) {}

  /** One figure. */
  public record Bar(String name, double value) {}

  /**
   * A goal.
   *
   * @param goal in words, with its bound
   * @param value what it came to
   * @param met whether the bound holds
   */
  public record Verdict(String goal, double value, boolean met) {}

  /**
   * @param setting machine, versions and time
   */
  public Report(String setting) {
    this.setting = setting;
  }

  /** Adds a measurement and says it on the terminal. */
  public void add(Section section) {
    sections.add(section);
    System.out.println("\n" + section.title());
    section
        .bars()
        .forEach(
            b ->
                System.out.printf(
                    Locale.ROOT, "  %-48s %10.2f %s%n", b.name(), b.value(), section.unit()));
    section
        .verdicts()
        .forEach(
            v ->
                System.out.printf(
                    Locale.ROOT,
                    "  %s %s: %.3f%n",
                    v.met() ? "met   " : "MISSED",
                    v.goal(),
                    v.value()));
  }

  /** Whether every goal was met. */
  public boolean allMet() {
    return sections.stream().flatMap(s -> s.verdicts().stream()).allMatch(Verdict::met);
  }

  /** Writes {@code report.html} and {@code report.json} into the folder. */
  public void write(Path folder) throws IOException {
    Outcome.write(folder, html(), json());
  }

  private ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode().put("setting", setting);
    ArrayNode list = root.putArray("sections");
    for (Section section : sections) {
      ObjectNode node = list.addObject().put("title", section.title()).put("unit", section.unit());
      ObjectNode figures = node.putObject("figures");
      section.bars().forEach(b -> figures.put(b.name(), b.value()));
      ArrayNode verdicts = node.putArray("goals");
      section
          .verdicts()
          .forEach(
              v ->
                  verdicts
                      .addObject()
                      .put("goal", v.goal())
                      .put("value", v.value())
                      .put("met", v.met()));
    }
    return root;
  }

  private String html() {
    StringBuilder out = new StringBuilder(Html.head("Freshet, measured"));
    out.append("<h1>Freshet, measured</h1><p>").append(Html.escaped(setting)).append("</p>");
    for (Section section : sections) {
      out.append("<section><h2>").append(Html.escaped(section.title())).append("</h2><p>");
      out.append(Html.escaped(section.explanation()))
          .append("</p>")
          .append(plot(section))
          .append("<ul>");
      for (Verdict v : section.verdicts()) {
        out.append("<li class=").append(v.met() ? "met" : "missed").append('>');
        out.append(Html.escaped(v.goal())).append(": <b>");
        out.append(String.format(Locale.ROOT, "%.3g", v.value())).append("</b></li>");
      }
      out.append("</ul></section>");
    }
    return out.append(Html.foot()).toString();
  }

  private static String plot(Section section) {
    double max = section.bars().stream().mapToDouble(Bar::value).max().orElse(1);
    int height = 26 * section.bars().size() + 4;
    StringBuilder svg =
        new StringBuilder(
            "<svg viewBox='0 0 900 "
                + height
                + "' role='img' aria-label='"
                + Html.escaped(section.title())
                + "'>");
    int y = 2;
    for (Bar bar : section.bars()) {
      double width = max <= 0 ? 0 : 440 * bar.value() / max;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x='370' y='%d' text-anchor='end'>%s</text><rect x='380' y='%d' width='%.1f' height='18' rx='3'/>"
                  + "<text x='%.1f' y='%d'>%.4g %s</text>",
              y + 14,
              Html.escaped(bar.name()),
              y,
              width,
              386 + width,
              y + 14,
              bar.value(),
              Html.escaped(section.unit())));
      y += 26;
    }
    return svg.append("</svg>").toString();
  }
}

package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.report.Report;
import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import dev.freshet.evaluation.report.Report.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What {@link Scale} saw, size by size, against the goals at the largest. */
final class ScaleReport {
  private static final String MADE =
      "Vectors are real ones perturbed (Gaussian, .03 a dimension), texts spliced from real halves,"
          + " written to the embed job's topic. ";

  /** Of the smallest size compilers still work: costs are held against this one. */
  private static final int SETTLED = 10_000;

  private ScaleReport() {}

  static void add(List<Scale.Size> sizes, Report report) {
    Scale.Size largest = sizes.getLast();
    double p99 = largest.eight().whole().p99();
    report.add(
        section(
            "Queries by size",
            MADE + "Hybrid, limit 10, questions without pause, nothing else going on.",
            "ms",
            sizes.stream()
                .flatMap(
                    s ->
                        Stream.of(
                            bar(s, "1 client p50", s.one().whole().p50()),
                            bar(s, "1 client p99", s.one().whole().p99()),
                            bar(s, "8 clients p50", s.eight().whole().p50()),
                            bar(s, "8 clients p99", s.eight().whole().p99()),
                            bar(s, "… beside embedding p99", s.eight().besideEmbedding().p99()))),
            new Verdict(at(largest, "8 clients p99 below 100 ms"), p99, p99 < 100)));
    report.add(
        bars(
            "Recall at 10 by size",
            "Of the ten nearest of 100 questions by comparing every vector, the share that dense"
                + " search finds.",
            "",
            sizes,
            Scale.Size::recall,
            new Verdict(
                at(largest, "recall at 10 at least .95"),
                largest.recall(),
                largest.recall() >= .95)));
    report.add(cost(sizes));
    report.add(
        bars(
            "Indexing alone by size",
            MADE
                + "From the size before to this one, until searchable; merges go on after it. Beside it"
                + " each vector is compared with 100 questions, for recall.",
            "passages/s",
            sizes,
            Scale.Size::indexed));
    report.add(bars("Merges after growing, until it is quiet", "", "s", sizes, Scale.Size::merges));
    report.add(
        bars(
            "Resident, all processes",
            "After the queries.",
            "MiB",
            sizes,
            Scale.Size::residentMiB));
    report.add(bars("Index on disk", "", "MiB", sizes, Scale.Size::indexMiB));
    report.add(bars("Ready after kill -9", "", "s", sizes, Scale.Size::ready));
  }

  private static Section cost(List<Scale.Size> sizes) {
    Scale.Size largest = sizes.getLast();
    Scale.Size base =
        sizes.stream().filter(s -> s.passages() >= SETTLED).findFirst().orElse(largest);
    double ratio = largest.cost() / base.cost();
    Verdict flat =
        new Verdict(
            at(largest, at(base, "processor time against ") + ", at most 1.1"),
            ratio,
            ratio <= 1.1);
    return section(
        "What a document costs by size",
        "200 documents of texts that were never seen, published at once, through the whole line;"
            + " for each 1,000 characters.",
        "ms",
        sizes.stream()
            .flatMap(
                s ->
                    Stream.of(
                        bar(s, "processor time", s.cost()), bar(s, "by the clock", s.clock()))),
        base.passages() == largest.passages() ? new Verdict[0] : new Verdict[] {flat});
  }

  private static Section bars(
      String title,
      String explanation,
      String unit,
      List<Scale.Size> sizes,
      ToDoubleFunction<Scale.Size> figure,
      Verdict... verdicts) {
    Stream<Bar> bars = sizes.stream().map(s -> bar(s, "", figure.applyAsDouble(s)));
    return section(title, explanation, unit, bars, verdicts);
  }

  private static Section section(
      String title, String explanation, String unit, Stream<Bar> bars, Verdict... verdicts) {
    return new Section(title, explanation, unit, bars.toList(), List.of(verdicts));
  }

  private static Bar bar(Scale.Size size, String name, double value) {
    return new Bar(at(size, name), value);
  }

  private static String at(Scale.Size size, String name) {
    String passages = String.format(Locale.ROOT, "%,d passages", size.passages());
    return name.isEmpty() ? passages : passages + ", " + name;
  }
}

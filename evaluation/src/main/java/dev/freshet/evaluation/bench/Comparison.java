package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.bench.Loads.Flood;
import dev.freshet.evaluation.report.Report;
import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import dev.freshet.evaluation.report.Report.Verdict;
import java.util.List;

/** Freshet beside the bare model loop and the LangChain4j loop, figure by figure. */
final class Comparison {
  private Comparison() {}

  /**
   * @param first the run before the loop's
   * @param second the run after it
   * @param bare characters a second of the model alone, in the mean of a loop after each run
   */
  static void throughput(
      FreshetRun first, FreshetRun second, double bare, LoopRun loop, Report report) {
    Flood cold = both(first.cold(), second.cold());
    Flood warm = both(first.warm(), second.warm());
    double length = (double) warm.characters() / warm.passages();
    report.add(
        new Section(
            "Ingest throughput",
            first.coldPassages().size()
                + " passages of plain text at once soon after the start (cold), then "
                + Loads.BETWEEN
                + " documents that let the compilers come to rest, then "
                + first.warmPassages().size()
                + " passages more (warm; documents of before with their sentences in another order), counted without what was known word for word and so not embedded; durable and searchable; two fresh Freshets, after each the bare model loop over the very strings that were embedded (as many threads), between them the LangChain4j loop "
                + "on the same documents. Freshet's passages have "
                + Math.round(first.tokensAPassage())
                + " tokens in the mean; the loop's splitter is set to "
                + LoopRun.MAX_CHARACTERS
                + " characters.",
            "passages/s",
            List.of(
                new Bar("bare model loop", bare / length),
                new Bar("Freshet, cold", cold.passagesASecond()),
                new Bar("Freshet, warm", warm.passagesASecond()),
                new Bar("LangChain4j loop, cold", loop.cold().passagesASecond()),
                new Bar("LangChain4j loop, warm", loop.warm().passagesASecond())),
            List.of(
                atLeast("share of the bare loop, warm", warm.charactersASecond() / bare, .85),
                new Verdict("share of the bare loop, cold", cold.charactersASecond() / bare, true),
                atLeast(
                    "passages/s against the LangChain4j loop, warm",
                    warm.passagesASecond() / loop.warm().passagesASecond(),
                    1.1),
                atLeast(
                    "characters/s against the LangChain4j loop, warm",
                    warm.charactersASecond() / loop.warm().charactersASecond(),
                    1.1),
                atLeast(
                    "characters/s against the LangChain4j loop, cold",
                    cold.charactersASecond() / loop.cold().charactersASecond(),
                    1.1))));
  }

  private static Flood both(Flood one, Flood other) {
    return new Flood(
        one.seconds() + other.seconds(),
        one.passages() + other.passages(),
        one.characters() + other.characters());
  }

  private static Verdict atLeast(String what, double value, double least) {
    return new Verdict(what + ", at least " + least, value, value >= least);
  }

  static void against(FreshetRun freshet, LoopRun loop, Report report) {
    report.add(
        new Section(
            "Publish to found, idle",
            "30 documents one after the other, polled every 10 ms through the search API.",
            "ms",
            List.of(
                new Bar("Freshet p50", freshet.freshness().p50()),
                new Bar("Freshet p95", freshet.freshness().p95()),
                new Bar("Freshet p99", freshet.freshness().p99()),
                new Bar("LangChain4j loop p50", loop.freshness().p50()),
                new Bar("LangChain4j loop p95", loop.freshness().p95()),
                new Bar("LangChain4j loop p99", loop.freshness().p99())),
            List.of(
                new Verdict(
                    "p50 below 60 ms", freshet.freshness().p50(), freshet.freshness().p50() < 60),
                new Verdict(
                    "p95 below 200 ms", freshet.freshness().p95(), freshet.freshness().p95() < 200),
                new Verdict(
                    "p50 no worse than the loop's (ratio at most 1)",
                    freshet.freshness().p50() / loop.freshness().p50(),
                    freshet.freshness().p50() <= loop.freshness().p50()),
                new Verdict(
                    "p99 no worse than the loop's (ratio at most 1)",
                    freshet.freshness().p99() / loop.freshness().p99(),
                    freshet.freshness().p99() <= loop.freshness().p99()))));
    report.add(
        new Section(
            "Query p99 over the same documents",
            "Questions of both collections without pause, limit 10. Freshet answers hybrid, the loop dense only.",
            "ms",
            List.of(
                new Bar("Freshet, 1 client", freshet.one().whole().p99()),
                    new Bar("LangChain4j loop, 1 client", loop.one().whole().p99()),
                new Bar("Freshet, 8 clients", freshet.eight().whole().p99()),
                    new Bar("LangChain4j loop, 8 clients", loop.eight().whole().p99())),
            List.of(
                new Verdict(
                    "1 client, no worse (ratio at most 1)",
                    freshet.one().whole().p99() / loop.one().whole().p99(),
                    freshet.one().whole().p99() <= loop.one().whole().p99()),
                new Verdict(
                    "8 clients, no worse (ratio at most 1)",
                    freshet.eight().whole().p99() / loop.eight().whole().p99(),
                    freshet.eight().whole().p99() <= loop.eight().whole().p99()))));
    report.add(
        new Section(
            "Start and recovery",
            "Until everything is searchable again after kill -9; the loop re-embeds everything. Freshet's first start is on an empty folder.",
            "s",
            List.of(
                new Bar("Freshet, first start", freshet.ready()),
                new Bar("Freshet, after kill -9", freshet.recovery()),
                new Bar("LangChain4j loop, after kill -9", loop.recovery())),
            List.of(
                new Verdict("first start below 2.5 s", freshet.ready(), freshet.ready() < 2.5),
                new Verdict(
                    "after kill -9 below 6 s", freshet.recovery(), freshet.recovery() < 6))));
    report.add(
        new Section(
            "Resident memory",
            "All processes together; Freshet at rest after a few documents (broker, jobs, index, parser children), the loop after its queries (without its broker).",
            "MiB",
            List.of(
                new Bar("Freshet", freshet.residentAtRest()),
                new Bar("LangChain4j loop", loop.resident())),
            List.of(
                new Verdict(
                    "below 1,229 MiB (1.2 GiB)",
                    freshet.residentAtRest(),
                    freshet.residentAtRest() < 1228.8))));
  }
}

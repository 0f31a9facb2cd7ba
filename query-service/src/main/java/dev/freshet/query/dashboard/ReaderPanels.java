package dev.freshet.query.dashboard;

import static dev.freshet.query.dashboard.Figure.quantile;
import static dev.freshet.query.dashboard.Figure.rate;
import static dev.freshet.query.dashboard.Figure.share;
import static dev.freshet.query.dashboard.Meter.any;
import static dev.freshet.query.dashboard.Meter.with;

import dev.freshet.query.dashboard.Panel.Line;
import dev.freshet.query.dashboard.Panel.Need;
import dev.freshet.query.dashboard.Panel.Unit;
import java.util.List;

/** What readers are given. */
final class ReaderPanels {
  private static final double HALF = .5;
  private static final double NEARLY_ALL = .99;
  private static final Need QUESTIONS =
      new Need(
          "freshet.reevaluation.quality",
          "No questions are asked again and again here: reevaluation.questions names none.");
  private static final String SEARCHES = "freshet.searches";
  private static final String IN_VAIN = "freshet.searches.without.results";

  private ReaderPanels() {}

  static Group group() {
    return new Group(
        "Readers",
        List.of(
            searches(),
            latency(),
            inVain(),
            quality(),
            requests(),
            failed(),
            answers(),
            remembered(),
            watchers(),
            watches()));
  }

  private static Panel searches() {
    return Panel.of(
        "searches",
        "Searches",
        Unit.PER_SECOND,
        new Line("all", rate(r -> r.total(SEARCHES, any()))),
        new Line("in-vain", "found nothing", rate(r -> r.total(IN_VAIN, any()))));
  }

  private static Panel latency() {
    return Panel.of(
            "latency",
            "How long a search takes",
            Unit.SECONDS,
            new Line("p50", "half within", searched(HALF)),
            new Line("p99", "99 % within", searched(NEARLY_ALL)))
        .above(1, "QueriesSlow", "p99");
  }

  private static Figure searched(double share) {
    return quantile(share, r -> r.times("freshet.query", with("step", "total")));
  }

  private static Panel inVain() {
    return Panel.of(
            "in-vain",
            "Searches that found nothing",
            Unit.SHARE,
            new Line("share", share(r -> r.total(IN_VAIN, any()), r -> r.total(SEARCHES, any()))))
        .above(.5, "SearchesFindNothing");
  }

  private static Panel quality() {
    return Panel.of(
        "quality",
        "Quality of retrieval, on the questions asked again and again",
        Unit.SHARE,
        quality("ndcg@10", "nDCG@10", "quality", "ndcg@10"),
        quality("baseline", "nDCG@10 of the baseline", "baseline", "ndcg@10"),
        quality("zero-hits", "find nothing", "quality", "zero-hits"));
  }

  private static Line quality(String id, String name, String meter, String measure) {
    return new Line(
            id, name, r -> r.level("freshet.reevaluation." + meter, with("measure", measure)))
        .where(QUESTIONS);
  }

  private static Panel requests() {
    return Panel.of(
        "requests",
        "Requests",
        Unit.PER_SECOND,
        new Line("served", rate(r -> requests(r, "123"))),
        new Line("refused", "refused, 4xx", rate(r -> requests(r, "4"))),
        new Line("failed", "failed, 5xx", rate(r -> requests(r, "5"))));
  }

  private static Panel failed() {
    return Panel.of(
            "failed",
            "Requests that failed",
            Unit.SHARE,
            new Line("share", share(r -> requests(r, "5"), r -> requests(r, "12345"))))
        .above(.05, "RequestsFail");
  }

  /** Those whose status begins with one of these digits, probes aside. */
  private static double requests(Reading reading, String digits) {
    return reading.total(
        "freshet.http.requests",
        m ->
            digits.contains(m.labels().getOrDefault("status", "5").substring(0, 1))
                && !m.labels().getOrDefault("route", "").startsWith("/health"));
  }

  private static Panel watches() {
    return Panel.of(
        "watches",
        "What standing queries told",
        Unit.PER_SECOND,
        new Line("pushed", rate(r -> told(r, "match", "update", "retract"))),
        new Line("lost", "cut off or dropped", rate(r -> told(r, "cut-off", "dropped"))));
  }

  private static double told(Reading reading, String... events) {
    return reading.total("freshet.watch.events", with("event", events));
  }

  private static Panel answers() {
    return Panel.of(
        "answers",
        "Answers",
        Unit.PER_SECOND,
        answered("answered"),
        answered("unanswered"),
        answered("failed"));
  }

  private static Line answered(String outcome) {
    return new Line(outcome, rate(r -> r.total("freshet.answers", with("outcome", outcome))));
  }

  private static Panel watchers() {
    return Panel.of(
        "watchers",
        "Standing queries",
        Unit.COUNT,
        new Line("watches", "queries", r -> r.level("freshet.watches", any())),
        new Line("watchers", "connections", r -> r.level("freshet.watchers", any())));
  }

  private static Panel remembered() {
    return Panel.of(
        "remembered",
        "Generated answers, by the cache",
        Unit.PER_SECOND,
        new Line("remembered", rate(r -> r.total("freshet.answer.cache.hits", any()))),
        new Line("written", rate(r -> r.total("freshet.answer.cache.misses", any()))));
  }
}

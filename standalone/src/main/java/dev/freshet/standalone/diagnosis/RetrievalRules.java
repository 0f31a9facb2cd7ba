package dev.freshet.standalone.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What readers are given, as far as the questions of reevaluation.questions tell. */
final class RetrievalRules {
  static final List<Rule> ALL =
      List.of(RetrievalRules::retrievalFell, RetrievalRules::questionsOutOfDate);

  /** As the alert JudgementsLost has it. */
  private static final double LOST_SHARE = .2;

  private RetrievalRules() {}

  private static Stream<Finding> retrievalFell(Facts facts) {
    Reevaluated last = facts.reevaluated();
    return !last.fallen()
        ? Stream.empty()
        : Stream.of(
            Finding.wrong(
                "retrieval-fell",
                String.format(
                    Locale.ROOT,
                    "on the questions of reevaluation.questions nDCG@10 is %.3f below the baseline",
                    last.fall()),
                "searches find worse documents than they did, by more than chance makes",
                "do what advice of GET /v1/quality says: go back to the generation or the setting"
                    + " of before, ./freshet tune, or ./freshet train adapter"));
  }

  private static Stream<Finding> questionsOutOfDate(Facts facts) {
    Reevaluated last = facts.reevaluated();
    return last.lost() <= LOST_SHARE * last.judgements()
        ? Stream.empty()
        : Stream.of(
            Finding.advice(
                "questions-out-of-date",
                last.lost()
                    + " of the "
                    + last.judgements()
                    + " documents that answer the questions of reevaluation.questions are not"
                    + " there",
                "retrieval is judged by what is left",
                "renew the file that reevaluation.questions names (docs/reevaluation.md)"));
  }
}

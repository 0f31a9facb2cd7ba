package dev.freshet.query.reevaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What to do, in plain words. */
final class Advice {
  /** Above this share, as the alert JudgementsLost has it, the questions are out of date. */
  static final double LOST_SHARE = .2;

  /** By this share more or fewer passages, the index holds other documents than before. */
  private static final double OTHER_DOCUMENTS = .25;

  private Advice() {}

  /** Of the last round; the most important first. */
  static List<String> of(Judged last, ReevaluationSettings settings) {
    List<String> told = new ArrayList<>();
    if (last.fallen()) {
      told.add(fallen(last, settings));
    }
    judgements(last, told);
    significance(last, settings, told);
    if (told.isEmpty()) {
      told.add(
          last.kept()
              ? "This round is the baseline that later ones are held against."
              : "Retrieval is as good as at the baseline: nothing is to be done.");
    }
    return told;
  }

  private static String fallen(Judged last, ReevaluationSettings settings) {
    Comparison compared = last.comparison();
    String seen =
        String.format(
            Locale.ROOT,
            "nDCG@10 fell from %.3f to %.3f (p %.4f). ",
            compared.before().ndcg(),
            compared.last().ndcg(),
            compared.test().p());
    return seen + because(last, settings);
  }

  private static String because(Judged last, ReevaluationSettings settings) {
    Comparison compared = last.comparison();
    if (last.ofAnotherGeneration()) {
      return "Generation "
          + last.round().generation()
          + " serves since, the baseline is of "
          + last.baseline().generation()
          + ": ./freshet reindex serve "
          + last.baseline().generation()
          + " goes back, where it is still there. To stay with the new one: DELETE"
          + " /v1/quality/baseline.";
    }
    if (compared.last().zeroHits() > compared.before().zeroHits() + settings.fall()) {
      return "More questions find nothing at all: look at tenants, access lists and filters first"
          + " (runbook SearchesFindNothing).";
    }
    if (otherDocuments(last)) {
      return "The index holds "
          + last.round().passages()
          + " passages, "
          + last.baseline().passages()
          + " at the baseline: the questions now have other documents to be told from. ./freshet"
          + " tune fits the search to them. Where it has to stay like this: DELETE"
          + " /v1/quality/baseline.";
    }
    return "The documents that answer are there, and about as many others: look first whether"
        + " settings or the release changed, and which questions fell (fellMost). Else fit"
        + " the model to what is asked now: ./freshet dataset build, ./freshet train"
        + " adapter, and ./freshet reindex --set embedder.adapter=FILE where its report says"
        + " that it helps.";
  }

  private static boolean otherDocuments(Judged last) {
    double change = last.round().passages() - (double) last.baseline().passages();
    return Math.abs(change) > OTHER_DOCUMENTS * last.baseline().passages();
  }

  private static void judgements(Judged last, List<String> told) {
    Comparison compared = last.comparison();
    String of = " of " + compared.judgements() + " judged documents ";
    if (last.first() && !last.kept()) {
      told.add(
          compared.lost()
              + of
              + "are not there, so this round is no baseline: publish them, check ids, tenant and"
              + " principals in "
              + ReevaluationSettings.QUESTIONS.key()
              + ", or renew that file.");
    } else if (compared.lostShare() > LOST_SHARE) {
      told.add(
          compared.lost()
              + of
              + "are not there any more: renew the file of "
              + ReevaluationSettings.QUESTIONS.key()
              + ". What is left is still compared.");
    }
    if (compared.came() > LOST_SHARE * compared.judgements()) {
      told.add(
          compared.came()
              + of
              + "came after the baseline, and are not compared: DELETE /v1/quality/baseline has the"
              + " next round be the baseline.");
    }
  }

  /** With n questions that all fell, chance alone makes such a difference 2 in 2^n times. */
  private static void significance(Judged last, ReevaluationSettings settings, List<String> told) {
    int least = (int) Math.ceil(1 - Math.log(settings.significance()) / Math.log(2));
    if (last.comparison().compared() < least) {
      told.add(
          "Only "
              + last.comparison().compared()
              + " questions can be compared: with fewer than "
              + least
              + " no fall can be told from chance ("
              + ReevaluationSettings.SIGNIFICANCE.key()
              + "). Give more questions.");
    }
  }
}

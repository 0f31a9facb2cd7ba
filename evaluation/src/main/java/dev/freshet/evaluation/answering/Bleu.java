package dev.freshet.evaluation.answering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * BLEU over a whole set of texts (Papineni et al., 2002), 0 to 100, as sacreBLEU 2 gives it by
 * default (Post, 2018): tokens as mteval-v13a has them, runs of one to four, exponential smoothing,
 * the right answer nearest in length for brevity.
 */
final class Bleu {
  private static final int LONGEST = 4;
  private static final Pattern SIGNS = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
  private static final Pattern AFTER_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
  private static final Pattern BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH = Pattern.compile("([0-9])(-)");

  private final long[] common = new long[LONGEST];
  private final long[] all = new long[LONGEST];
  private long length;
  private long wanted;

  /**
   * Counts a text.
   *
   * @param right the answers that count as right; at least one
   */
  void add(String text, List<String> right) {
    List<String> words = tokens(text);
    List<List<String>> rights = right.stream().map(Bleu::tokens).toList();
    length += words.size();
    wanted += nearest(words.size(), rights);
    for (int n = 1; n <= LONGEST; n++) {
      Map<List<String>, Integer> most = new HashMap<>();
      for (List<String> one : rights) {
        Words.runs(one, n).forEach((run, times) -> most.merge(run, times, Math::max));
      }
      common[n - 1] += Words.common(Words.runs(words, n), most);
      all[n - 1] += Math.max(0, words.size() - n + 1);
    }
  }

  /** 0 to 100; 0 while nothing of four tokens was counted or nothing is in common. */
  double score() {
    double logs = 0;
    double smooth = 1;
    for (int n = 0; n < LONGEST; n++) {
      if (all[n] == 0 || common[0] == 0) {
        return 0;
      }
      double precision = (double) common[n] / all[n];
      if (common[n] == 0) {
        smooth *= 2;
        precision = 1 / (smooth * all[n]);
      }
      logs += Math.log(precision) / LONGEST;
    }
    double brevity = length < wanted ? Math.exp(1 - (double) wanted / length) : 1;
    return 100 * brevity * Math.exp(logs);
  }

  private static int nearest(int length, List<List<String>> rights) {
    int best = rights.getFirst().size();
    for (List<String> right : rights) {
      int nearer = Math.abs(right.size() - length) - Math.abs(best - length);
      if (nearer < 0 || (nearer == 0 && right.size() < best)) {
        best = right.size();
      }
    }
    return best;
  }

  private static List<String> tokens(String text) {
    String apart = " " + text.replace('\n', ' ') + " ";
    apart = SIGNS.matcher(apart).replaceAll(" $1 ");
    apart = AFTER_NO_DIGIT.matcher(apart).replaceAll("$1 $2 ");
    apart = BEFORE_NO_DIGIT.matcher(apart).replaceAll(" $1 $2");
    apart = DASH.matcher(apart).replaceAll("$1 $2 ");
    return new ArrayList<>(Words.split(apart));
  }
}

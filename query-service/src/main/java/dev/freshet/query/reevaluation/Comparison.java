package dev.freshet.query.reevaluation;

import dev.freshet.common.ranking.Measures;
import dev.freshet.common.ranking.PairedTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A round held against the baseline. Both are judged by the documents that stood at both times: a
 * document that was not there at one of them is taken from judgements and rankings (condensed
 * lists, Sakai, SIGIR 2007). So what is gone, or came, makes nothing better or worse; a question of
 * which nothing is left is not compared.
 *
 * @param before the baseline
 * @param last the round
 * @param test of nDCG@10, the round's less the baseline's
 * @param compared how many questions were
 * @param judgements pairs of a question and a document that answers it
 * @param lost those whose document is not there now
 * @param came those whose document was not there at the baseline, and is now
 * @param falls the questions that fell most, the worst first, at most {@link #MOST_FALLS}
 */
record Comparison(
    Figures before,
    Figures last,
    PairedTest test,
    int compared,
    int judgements,
    int lost,
    int came,
    List<Fall> falls) {
  static final int MOST_FALLS = 10;
  private static final int K = 10;

  Comparison {
    falls = List.copyOf(falls);
  }

  /**
   * A question that found better documents at the baseline.
   *
   * @param before its nDCG@10 then
   * @param last its nDCG@10 now, which is less
   */
  record Fall(Question question, double before, double last) {}

  /** The share of judgements whose document is not there. */
  double lostShare() {
    return (double) lost / judgements;
  }

  /**
   * Compares.
   *
   * @param questions that both asked
   * @param baseline may be the round itself, of which there is no difference
   */
  static Comparison of(List<Question> questions, Round baseline, Round round) {
    var before = new Sum();
    var last = new Sum();
    List<Fall> falls = new ArrayList<>();
    int judgements = 0;
    int lost = 0;
    int came = 0;
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      Answered then = baseline.answers().get(i);
      Answered now = round.answers().get(i);
      judgements += question.relevant().size();
      lost += now.lost().size();
      came += (int) then.lost().stream().filter(id -> !now.lost().contains(id)).count();
      Set<String> gone = new HashSet<>(then.lost());
      gone.addAll(now.lost());
      Map<String, Integer> left = new HashMap<>(question.relevant());
      left.keySet().removeAll(gone);
      before.ask(then, left, gone);
      last.ask(now, left, gone);
      if (!left.isEmpty() && last.latest() < before.latest()) {
        falls.add(new Fall(question, before.latest(), last.latest()));
      }
    }
    falls.sort(Comparator.comparingDouble(fall -> fall.last() - fall.before()));
    return new Comparison(
        before.figures(),
        last.figures(),
        last.ndcg.isEmpty() ? new PairedTest(0, 1) : PairedTest.of(last.ndcg, before.ndcg),
        last.ndcg.size(),
        judgements,
        lost,
        came,
        falls.stream().limit(MOST_FALLS).toList());
  }

  /** One side, summed. */
  private static final class Sum {
    private final List<Double> ndcg = new ArrayList<>();
    private double recall;
    private double reciprocalRank;
    private int asked;
    private int inVain;

    void ask(Answered answered, Map<String, Integer> left, Set<String> gone) {
      asked++;
      inVain += answered.ranking().isEmpty() ? 1 : 0;
      if (!left.isEmpty()) {
        List<String> ranking =
            answered.ranking().stream().filter(id -> !gone.contains(id)).toList();
        ndcg.add(Measures.ndcg(ranking, left, K));
        recall += Measures.recall(ranking, left, K);
        reciprocalRank += Measures.reciprocalRank(ranking, left, K);
      }
    }

    double latest() {
      return ndcg.isEmpty() ? 0 : ndcg.getLast();
    }

    /** Not a number where no question was left to compare. */
    Figures figures() {
      double of = ndcg.isEmpty() ? Double.NaN : ndcg.size();
      double sum = ndcg.stream().mapToDouble(value -> value).sum();
      return new Figures(
          sum / of, recall / of, reciprocalRank / of, (double) inVain / Math.max(1, asked));
    }
  }
}

package dev.freshet.evaluation.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.ranking.PairedTest;
import dev.freshet.embedders.adapter.Adapter;
import dev.freshet.evaluation.adapter.Ranker.Gains;
import dev.freshet.evaluation.adapter.Study.Point;
import dev.freshet.evaluation.adapter.Trainer.Trained;
import dev.freshet.evaluation.report.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a training came to.
 *
 * @param points of the learning curve, the last one with all there is
 * @param last what is deployed, of which nothing is judged
 * @param adapter the same as a file has it
 */
record Findings(Material material, long seed, List<Point> points, Trained last, Adapter adapter) {
  /** From so rare on by chance alone, a difference is taken for one. */
  private static final double SIGNIFICANT = .05;

  /** Whether held-out questions are answered better by meaning, and it is no chance. */
  boolean raisesDense() {
    return raises(points.getLast().dense());
  }

  /** The same by meaning and words, as searches go where nobody says otherwise. */
  boolean raisesHybrid() {
    return raises(points.getLast().hybrid());
  }

  /** Whether either is answered worse, and it is no chance. */
  boolean lowers() {
    return lowers(points.getLast().dense()) || lowers(points.getLast().hybrid());
  }

  /** Whether something was learnt that helps and does no harm. */
  boolean isWorthIt() {
    return last.best() > 0 && !lowers() && (raisesDense() || raisesHybrid());
  }

  private static boolean raises(PairedTest test) {
    return test.difference() > 0 && test.p() < SIGNIFICANT;
  }

  private static boolean lowers(PairedTest test) {
    return test.difference() < 0 && test.p() < SIGNIFICANT;
  }

  /** What it is worth, and the figures. */
  String verdict() {
    Point all = points.getLast();
    String figures =
        String.format(
            Locale.ROOT,
            "nDCG@10 of %d held-out questions, dense: %.4f without, %.4f with (p = %.4f); hybrid:"
                + " %.4f without, %.4f with (p = %.4f)",
            all.after().size(),
            mean(all.before(), Gains::dense),
            mean(all.after(), Gains::dense),
            all.dense().p(),
            mean(all.before(), Gains::hybrid),
            mean(all.after(), Gains::hybrid),
            all.hybrid().p());
    return worth() + " " + figures + ".";
  }

  private String worth() {
    if (last.best() == 0) {
      return "The adapter does NOT raise the quality of retrieval significantly: nothing was learnt,"
          + " and it leaves vectors as they are.";
    }
    if (lowers()) {
      return "The adapter LOWERS the quality of "
          + (lowers(points.getLast().hybrid()) ? "hybrid" : "dense")
          + " retrieval: do not deploy it.";
    }
    if (raisesDense() && raisesHybrid()) {
      return "The adapter raises the quality of retrieval, dense and hybrid.";
    }
    if (raisesDense()) {
      return "The adapter raises the quality of dense retrieval; that of hybrid retrieval it does"
          + " NOT raise significantly.";
    }
    if (raisesHybrid()) {
      return "The adapter raises the quality of hybrid retrieval; that of dense retrieval it does"
          + " NOT raise significantly.";
    }
    return "The adapter does NOT raise the quality of retrieval significantly: do not deploy it.";
  }

  static double mean(List<Gains> gains, ToDoubleFunction<Gains> mode) {
    return gains.stream().mapToDouble(mode).average().orElse(0);
  }

  ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("material", material.name());
    root.put("model", adapter.model());
    root.put("passages", material.passages().size());
    root.put("questions", material.questions().size());
    root.put("pairs", material.pairs());
    root.put("seed", seed);
    root.put("adapter", adapter.hash());
    root.putObject("raises").put("dense", raisesDense()).put("hybrid", raisesHybrid());
    root.put("verdict", verdict());
    Point all = points.getLast();
    root.put("heldOut", all.after().size());
    root.set("dense", json(all.before(), all.after(), Gains::dense, all.dense()));
    root.set("hybrid", json(all.before(), all.after(), Gains::hybrid, all.hybrid()));
    var curve = root.putArray("curve");
    for (Point point : points) {
      ObjectNode one = curve.addObject().put("pairs", point.pairs());
      one.set("dense", json(point.before(), point.after(), Gains::dense, point.dense()));
      one.set("hybrid", json(point.before(), point.after(), Gains::hybrid, point.hybrid()));
    }
    ObjectNode training = root.putObject("training").put("bestRound", last.best());
    var judged = training.putArray("ndcg@10");
    last.judged().forEach(value -> judged.add(Outcome.rounded(value)));
    return root;
  }

  private static ObjectNode json(
      List<Gains> before, List<Gains> after, ToDoubleFunction<Gains> mode, PairedTest test) {
    return Outcome.compared(
        new ObjectMapper()
            .createObjectNode()
            .put("measure", "ndcg@10")
            .put("before", Outcome.rounded(mean(before, mode)))
            .put("after", Outcome.rounded(mean(after, mode))),
        test);
  }
}

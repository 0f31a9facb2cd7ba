package dev.freshet.query.reevaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Writes what {@code GET /v1/quality} tells. */
final class QualityJson {
  private static final double PLACES = 1e4;

  private QualityJson() {}

  /** A round, with what it was held against. */
  static void write(ObjectNode node, Judged judged) {
    Comparison compared = judged.comparison();
    stamp(node, judged.round());
    node.put("tookMs", judged.round().took().toMillis());
    figures(node.putObject("quality"), compared.last());
    figures(node.putObject("baseline"), compared.before());
    node.put("baselineBegan", judged.baseline().began().toString());
    node.put("baselineGeneration", judged.baseline().generation());
    number(node, "difference", compared.test().difference());
    number(node, "p", compared.test().p());
    node.put("compared", compared.compared());
    node.put("judgements", compared.judgements());
    node.put("judgementsLost", compared.lost());
    node.put("judgementsCame", compared.came());
    node.put("fallen", judged.fallen());
    node.put("isBaseline", judged.kept());
  }

  /** Of what and when a round was; null where there is none. */
  static void stamp(ObjectNode root, String name, Optional<Round.Stamp> stamp) {
    stamp.ifPresentOrElse(one -> stamp(root.putObject(name), one), () -> root.putNull(name));
  }

  private static void stamp(ObjectNode node, Round.Stamp stamp) {
    node.put("began", stamp.began().toString());
    node.put("generation", stamp.generation());
    node.put("model", stamp.model());
    node.put("passages", stamp.passages());
  }

  /** The questions that fell most. */
  static void falls(ArrayNode all, Comparison compared) {
    for (Comparison.Fall fall : compared.falls()) {
      ObjectNode node = all.addObject();
      node.put("line", fall.question().line());
      node.put("query", fall.question().text());
      node.put("tenant", fall.question().asker().tenant().name());
      number(node, "before", fall.before());
      number(node, "last", fall.last());
    }
  }

  private static void figures(ObjectNode node, Figures figures) {
    Figures.MEASURES.forEach(measure -> number(node, measure, figures.of(measure)));
  }

  /** Null where it is not a number. */
  private static void number(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, Math.round(value * PLACES) / PLACES);
    }
  }
}

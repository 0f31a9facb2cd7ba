package dev.freshet.query.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.query.answer.Answer.Body;
import dev.freshet.query.answer.Answer.Kind;
import dev.freshet.query.completion.Completion.Usage;
import dev.freshet.query.context.Citation;
import dev.freshet.query.context.Context;
import dev.freshet.query.evidence.CheckedSentence;
import dev.freshet.query.evidence.Quote;
import dev.freshet.query.evidence.Signals;
import dev.freshet.query.retrieval.ResultJson;
import java.time.Duration;
import java.util.Locale;

/** Answers as JSON. */
final class AnswerJson {
  private AnswerJson() {}

  /** What is known before anything is written. */
  static ObjectNode context(String id, Kind kind, Context context) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id);
    node.put("kind", kind.label());
    citations(node, context);
    context.view().write(node);
    return node;
  }

  /** The whole answer. */
  static ObjectNode answer(Answer answer) {
    Body body = answer.body();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", answer.id());
    node.put("answered", body.silence().isEmpty());
    body.silence().ifPresent(why -> node.put("reason", why.label()));
    node.put("kind", body.kind().label());
    node.put("text", body.text());
    ArrayNode sentences = node.putArray("sentences");
    body.sentences().forEach(sentence -> sentence(sentences.addObject(), sentence));
    citations(node, answer.context());
    body.removed().forEach(node.putArray("removedCitations")::add);
    if (body.kind() == Kind.EXTRACTIVE) {
      ArrayNode evidence = node.putArray("evidence");
      body.quotes().forEach(quote -> quote(evidence.addObject(), quote));
    }
    body.model().ifPresent(model -> node.put("model", model));
    body.finish().ifPresent(f -> node.put("finish", f.name().toLowerCase(Locale.ROOT)));
    node.put("cached", body.cached());
    usage(node.putObject("usage"), body.usage());
    node.put("cost", answer.cost());
    ObjectNode timings = node.putObject("timings");
    timings.put("contextMs", millis(answer.retrieved()));
    timings.put("writeMs", millis(answer.written()));
    timings.put("totalMs", millis(answer.retrieved().plus(answer.written())));
    answer.context().view().write(node);
    return node;
  }

  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 1e3) / 1e3;
  }

  private static void sentence(ObjectNode node, CheckedSentence sentence) {
    node.put("text", sentence.text());
    sentence.citations().forEach(node.putArray("citations")::add);
    node.put("supported", sentence.supported());
    node.put("coverage", rounded(sentence.support().coverage()));
    sentence.support().missing().forEach(node.putArray("missing")::add);
    node.put("negated", sentence.support().negated());
  }

  private static void quote(ObjectNode node, Quote quote) {
    Signals signals = quote.signals();
    node.put("citation", quote.source());
    node.put("text", quote.sentence());
    node.put("confidence", rounded(quote.confidence()));
    ObjectNode shown = node.putObject("signals");
    shown.put("words", rounded(signals.words()));
    shown.put("around", rounded(signals.around()));
    shown.put("names", rounded(signals.names()));
    shown.put("meaning", rounded(signals.meaning()));
    shown.put("expected", rounded(signals.expected()));
  }

  private static double rounded(double share) {
    return Math.round(share * 1000) / 1000.0;
  }

  private static void usage(ObjectNode node, Usage usage) {
    node.put("promptTokens", usage.prompt());
    node.put("completionTokens", usage.completion());
    node.put("estimated", usage.estimated());
  }

  private static void citations(ObjectNode node, Context context) {
    ArrayNode citations = node.putArray("citations");
    for (Citation citation : context.citations()) {
      ObjectNode one = citations.addObject();
      one.put("number", citation.number());
      FoundPassage first = citation.passages().getFirst();
      ResultJson.document(one.putObject("document"), first);
      one.put("text", citation.text());
      ArrayNode headings = one.putArray("headingPath");
      first.passage().headingPath().forEach(headings::add);
      one.put("page", first.passage().page().orElse(null));
      ArrayNode ordinals = one.putArray("ordinals");
      citation.passages().forEach(passage -> ordinals.add(passage.passage().ordinal()));
      citation.suspicious().forEach(one.putArray("suspicious")::add);
      one.put("truncated", citation.truncated());
    }
  }
}

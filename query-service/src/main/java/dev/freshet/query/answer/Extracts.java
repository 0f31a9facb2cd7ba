package dev.freshet.query.answer;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.query.answer.Answer.Body;
import dev.freshet.query.answer.Answer.Kind;
import dev.freshet.query.answer.Answer.Silence;
import dev.freshet.query.completion.Completion.Usage;
import dev.freshet.query.context.Context;
import dev.freshet.query.evidence.CheckedSentence;
import dev.freshet.query.evidence.Extractor;
import dev.freshet.query.evidence.Quote;
import dev.freshet.query.evidence.Support;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers with sentences of the sources, without a language model. */
final class Extracts {
  static final String UNKNOWN = "I don't know: the documents do not say.";
  private static final int MOST_QUOTES = 3;

  /** A further sentence is quoted if it is nearly as probable as the best one. */
  private static final double NEARLY = .9;

  private final Extractor extractor;
  private final Supplier<Embedder> embedder;
  private final double leastConfidence;
  private final Places places;

  Extracts(
      TextAnalysis analysis, Supplier<Embedder> embedder, double leastConfidence, Places places) {
    this.extractor = new Extractor(analysis);
    this.embedder = embedder;
    this.leastConfidence = leastConfidence;
    this.places = places;
  }

  Body answer(String question, Context context, Deadline deadline) {
    List<Quote> found;
    try (Places.Place _ = places.take(deadline)) {
      found = extractor.quotes(question, Sources.quotable(context.citations()), embedder.get());
    }
    deadline.check();
    List<Quote> best = found.stream().limit(MOST_QUOTES).toList();
    double least =
        Math.max(leastConfidence, best.isEmpty() ? 1 : NEARLY * best.getFirst().confidence());
    List<CheckedSentence> quoted =
        best.stream()
            .filter(quote -> quote.confidence() >= least)
            .map(
                quote ->
                    new CheckedSentence(
                        quote.sentence() + " [" + quote.source() + "]",
                        List.of(quote.source()),
                        new Support(1, List.of(), false),
                        true))
            .toList();
    return quoted.isEmpty()
        ? none(Silence.NO_EVIDENCE, best)
        : body(
            quoted.stream().map(CheckedSentence::text).collect(Collectors.joining(" ")),
            quoted,
            Optional.empty(),
            best);
  }

  /** There is no answer. */
  static Body none(Silence why, List<Quote> quotes) {
    return body(UNKNOWN, List.of(), Optional.of(why), quotes);
  }

  private static Body body(
      String text, List<CheckedSentence> sentences, Optional<Silence> why, List<Quote> quotes) {
    return new Body(
        Kind.EXTRACTIVE,
        text,
        sentences,
        why,
        List.of(),
        quotes,
        Optional.empty(),
        Optional.empty(),
        Usage.NONE,
        false);
  }
}

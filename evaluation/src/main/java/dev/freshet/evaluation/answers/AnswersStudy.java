package dev.freshet.evaluation.answers;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.evaluation.answers.Squad.Paragraph;
import dev.freshet.evaluation.answers.Squad.Question;
import dev.freshet.evaluation.quality.Progress;
import dev.freshet.evaluation.quality.SmallIndex;
import dev.freshet.query.evidence.Extractor;
import dev.freshet.query.evidence.Quote;
import dev.freshet.query.evidence.Signals;
import dev.freshet.query.evidence.Source;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks questions of the extractor and counts what comes. */
final class AnswersStudy {
  /** Passages of one context. */
  private static final int PASSAGES = 8;

  private final SmallIndex index;
  private final Map<String, Paragraph> paragraphs = new HashMap<>();
  private final Embedder embedder;
  private final Extractor extractor = new Extractor(new TextAnalysis());

  AnswersStudy(List<Paragraph> all, Embedder embedder) throws Refused {
    this.embedder = embedder;
    all.forEach(paragraph -> paragraphs.put(paragraph.id(), paragraph));
    List<SmallIndex.Text> texts =
        all.stream()
            .map(p -> new SmallIndex.Text(p.id(), p.title() + "\n" + p.text(), p.text()))
            .toList();
    index = new SmallIndex(texts, embedder, new Progress("paragraphs")::told);
  }

  /**
   * One question's outcome.
   *
   * @param retrieved whether the paragraph it is about is among those looked at
   * @param right at which of the quotes, from 0, an answer stands; -1: at none
   */
  record Asked(Question question, boolean retrieved, List<Quote> quotes, int right) {
    double confidence() {
      return quotes.isEmpty() ? 0 : quotes.getFirst().confidence();
    }
  }

  /** Asks all of them, and writes a row for each quote. */
  List<Asked> ask(String kind, List<Question> questions, PrintStream rows) throws Refused {
    List<Asked> all = new ArrayList<>();
    for (Question question : questions) {
      List<Paragraph> found =
          index.search(question.text(), PASSAGES).stream().map(paragraphs::get).toList();
      List<Source> sources = new ArrayList<>();
      for (Paragraph paragraph : found) {
        sources.add(new Source(sources.size() + 1, paragraph.title(), List.of(paragraph.text())));
      }
      List<Quote> quotes = extractor.quotes(question.text(), sources, embedder);
      int right = -1;
      for (int i = quotes.size() - 1; i >= 0; i--) {
        Quote quote = quotes.get(i);
        boolean here =
            found.get(quote.source() - 1).id().equals(question.paragraph())
                && question.answeredBy(quote.sentence());
        right = here ? i : right;
        row(rows, kind, all.size(), question, quote, i, here);
      }
      boolean retrieved = found.stream().anyMatch(p -> p.id().equals(question.paragraph()));
      all.add(new Asked(question, retrieved, quotes, right));
    }
    return all;
  }

  private static void row(
      PrintStream rows,
      String kind,
      int number,
      Question question,
      Quote quote,
      int rank,
      boolean right) {
    Signals s = quote.signals();
    rows.printf(
        Locale.ROOT,
        "%s\t%d\t%b\t%d\t%b\t%.4f\t%.4f\t%.4f\t%.4f\t%.0f%n",
        kind,
        number,
        question.fits(),
        rank,
        right,
        s.words(),
        s.around(),
        s.names(),
        s.meaning(),
        s.expected());
  }
}

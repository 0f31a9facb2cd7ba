package dev.freshet.common.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * The one analysis of text into terms, for index and query alike, in whatever store: {@link
 * TextNormaliser}, then Lucene's English analysis (lower case, stop words, possessives, Porter
 * stems). Measured best of five on two collections: docs/decisions/0004. Safe to use from several
 * threads.
 */
public final class TextAnalysis {
  private final Analyzer analyzer = new EnglishAnalyzer();

  /**
   * A term and where it stands.
   *
   * @param text the term
   * @param position its place counted in words, from 0; stop words count
   * @param start the character it starts at in the normalised text
   * @param end the character after its last
   */
  public record Term(String text, int position, int start, int end) {}

  /** The terms of a text in order. */
  public List<Term> terms(String text) {
    List<Term> terms = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("text", TextNormaliser.normalise(text))) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
      stream.reset();
      int position = -1;
      while (stream.incrementToken()) {
        position += increment.getPositionIncrement();
        terms.add(new Term(term.toString(), position, offset.startOffset(), offset.endOffset()));
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a string was not readable", e);
    }
    return terms;
  }

  /** The distinct terms of a query, in order of first appearance. */
  public List<String> queryTerms(String query) {
    return terms(query).stream().map(Term::text).distinct().toList();
  }
}

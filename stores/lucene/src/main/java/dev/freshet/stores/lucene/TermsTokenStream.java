package dev.freshet.stores.lucene;

import dev.freshet.common.text.TextAnalysis.Term;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Terms that are analysed already, as Lucene takes them. */
final class TermsTokenStream extends TokenStream {
  private final CharTermAttribute text = addAttribute(CharTermAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);
  private final List<Term> terms;
  private Iterator<Term> left;
  private int position;

  TermsTokenStream(List<Term> terms) {
    this.terms = terms;
    this.left = terms.iterator();
  }

  @Override
  public void reset() {
    left = terms.iterator();
    position = -1;
  }

  @Override
  public boolean incrementToken() {
    clearAttributes();
    if (!left.hasNext()) {
      return false;
    }
    Term term = left.next();
    text.append(term.text());
    increment.setPositionIncrement(term.position() - position);
    position = term.position();
    return true;
  }
}

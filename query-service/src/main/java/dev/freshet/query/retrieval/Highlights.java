package dev.freshet.query.retrieval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.common.text.TextNormaliser;
import java.util.Set;

/** Where a passage's text has the query's words. */
final class Highlights {
  private static final int MAX = 200;

  private final TextAnalysis analysis;

  Highlights(TextAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Adds {@code highlights}: char ranges of the text as shown, in order, at most 200. */
  void write(ObjectNode passage, String text, Set<String> terms) {
    ArrayNode ranges = passage.putArray("highlights");
    if (terms.isEmpty()) {
      return;
    }
    // The analysis tells places in the normal form, which has no line breaks and no indents; so
    // the text is taken line by line.
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      line(ranges, text, start, end, terms);
      start = end + 1;
    }
  }

  private void line(ArrayNode ranges, String text, int start, int end, Set<String> terms) {
    String line = text.substring(start, end);
    String stripped = line.strip();
    // Runs of blanks inside code move what is behind them: such a line is left unmarked.
    if (stripped.isEmpty() || TextNormaliser.normalise(stripped).length() != stripped.length()) {
      return;
    }
    int shift = start + line.indexOf(stripped);
    for (TextAnalysis.Term term : analysis.terms(stripped)) {
      if (terms.contains(term.text()) && ranges.size() < MAX) {
        ranges.addArray().add(shift + term.start()).add(shift + term.end());
      }
    }
  }
}

package dev.freshet.query.context;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a text may be cut off. */
final class Cut {
  /** Writing without blanks is cut every so many characters, where nothing else is to be had. */
  private static final int STRIDE = 16;

  private Cut() {}

  /** The ends of its sentences and lines but the last, in order. */
  static List<Integer> sentences(String text) {
    List<Integer> ends = new ArrayList<>();
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      sentences.setText(text.substring(start, end));
      for (int at = sentences.next(); at != BreakIterator.DONE; at = sentences.next()) {
        ends.add(start + at);
      }
      start = end + 1;
    }
    return ends.isEmpty() ? ends : ends.subList(0, ends.size() - 1);
  }

  /** The ends of its words but the last, in order. */
  static List<Integer> words(String text) {
    List<Integer> ends = new ArrayList<>();
    int last = 0;
    for (int i = 1; i < text.length(); i++) {
      boolean word =
          Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1));
      boolean stride = i - last >= STRIDE && !Character.isLowSurrogate(text.charAt(i));
      if (word || (stride && Character.isIdeographic(text.codePointAt(i)))) {
        ends.add(i);
        last = i;
      }
    }
    return ends;
  }
}

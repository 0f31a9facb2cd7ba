package dev.freshet.query.evidence;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into sentences: at line breaks, and where Unicode (UAX 29, as the JDK has it) ends
 * one. What it takes for an end and is none, an abbreviation or an initial, is joined again; marks
 * of citations behind a full stop belong to the sentence before them.
 */
final class Sentences {
  /** Marks behind a full stop, which the JDK does not take for the end of a sentence. */
  private static final Pattern MARKED_END =
      Pattern.compile("[.!?][\"”’)]?\\s*(?:\\[\\d[\\d,; ]*]\\s*)+(?![\\p{Ll},;:.])");

  private static final Pattern BULLET =
      Pattern.compile("^\\s*(?:[-*+•]\\s+|#{1,6}\\s+|>\\s*|\\d{1,3}[.)]\\s+)+");
  private static final Pattern NO_END =
      Pattern.compile(
          "(?:^|[\\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Gen|Col|Capt|Lt|Rev|No|Nos|Vol|Fig|"
              + "vs|etc|cf|ca|approx|e\\.g|i\\.e|[A-Z](?:\\.[A-Z])+)\\.\\s*$");

  private Sentences() {}

  /** The sentences in order, trimmed, without marks of lists; none is empty. */
  static List<String> of(String text) {
    List<String> all = new ArrayList<>();
    text.lines().forEach(line -> all.addAll(line(BULLET.matcher(line).replaceFirst(""))));
    return all;
  }

  private static List<String> line(String line) {
    List<String> pieces = new ArrayList<>();
    Matcher marked = MARKED_END.matcher(line);
    int start = 0;
    while (marked.find()) {
      cut(pieces, line.substring(start, marked.end()));
      start = marked.end();
    }
    cut(pieces, line.substring(start));
    return pieces.stream().map(String::strip).filter(piece -> !piece.isEmpty()).toList();
  }

  private static void cut(List<String> pieces, String text) {
    BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    ends.setText(text);
    for (int start = 0, end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
      String piece = text.substring(start, end);
      boolean goesOn = !pieces.isEmpty() && NO_END.matcher(pieces.getLast()).find();
      pieces.add(goesOn ? pieces.removeLast() + piece : piece);
      start = end;
    }
  }
}

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
  private static final Pattern MARKS = Pattern.compile("(?:\\s*\\[\\d[\\d,; ]*])+[.,;:!?]*\\s*");
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
    BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    ends.setText(line);
    for (int start = 0, end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
      add(pieces, line.substring(start, end));
      start = end;
    }
    return pieces.stream().map(String::strip).filter(piece -> !piece.isEmpty()).toList();
  }

  private static void add(List<String> pieces, String piece) {
    if (pieces.isEmpty()) {
      pieces.add(piece);
      return;
    }
    String last = pieces.removeLast();
    if (NO_END.matcher(last).find()) {
      pieces.add(last + piece);
      return;
    }
    Matcher marks = MARKS.matcher(piece);
    int own = marks.lookingAt() ? marks.end() : 0;
    pieces.add(last + piece.substring(0, own));
    pieces.add(piece.substring(own));
  }
}

package dev.freshet.ingest.parse.blocks;

import java.util.ArrayList;
import java.util.List;

/** Undoes what laying out in lines did to running text. */
public final class Lines {
  /** A longer run of letters is no word. */
  private static final int LONGEST_WORD = 100;

  private Lines() {}

  /** The paragraphs of a text: what blank lines part, each with its own line breaks still in it. */
  public static List<String> paragraphs(String text) {
    List<String> paragraphs = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isBlank()) {
        flush(paragraph, paragraphs);
      } else {
        paragraph.append(line).append('\n');
      }
    }
    flush(paragraph, paragraphs);
    return paragraphs;
  }

  private static void flush(StringBuilder paragraph, List<String> paragraphs) {
    if (!paragraph.isEmpty()) {
      paragraphs.add(paragraph.toString());
      paragraph.setLength(0);
    }
  }

  /**
   * One line of several: line breaks become blanks, and a word that was divided at the end of a
   * line becomes whole again. A divided word is letters, a hyphen, a break, then a lower-case
   * letter; where the part before already holds a hyphen the word is a compound and keeps it.
   */
  public static String join(String lines) {
    if (lines.indexOf('\n') < 0) {
      return lines;
    }
    StringBuilder joined = new StringBuilder(lines.length());
    for (String line : (Iterable<String>) lines.lines()::iterator) {
      String stripped = line.strip();
      if (isDivided(joined, stripped)) {
        joined.setLength(joined.length() - 1);
      } else if (!joined.isEmpty() && joined.charAt(joined.length() - 1) != '-') {
        joined.append(' ');
      } else if (endsLoose(joined)) {
        joined.append(' ');
      }
      joined.append(stripped);
    }
    return joined.toString();
  }

  private static boolean endsLoose(StringBuilder joined) {
    int length = joined.length();
    return length >= 2 && !Character.isLetterOrDigit(joined.charAt(length - 2));
  }

  private static boolean isDivided(StringBuilder before, String after) {
    int hyphen = before.length() - 1;
    if (hyphen < 2 || !isHyphen(before.charAt(hyphen)) || after.isEmpty()) {
      return false;
    }
    if (!Character.isLowerCase(after.charAt(0))) {
      return false;
    }
    int letters = 0;
    int from = Math.max(0, hyphen - LONGEST_WORD);
    for (int i = hyphen - 1; i >= from && !Character.isWhitespace(before.charAt(i)); i--) {
      if (isHyphen(before.charAt(i))) {
        return false;
      }
      letters += Character.isLetter(before.charAt(i)) ? 1 : 0;
    }
    return letters >= 2;
  }

  private static boolean isHyphen(char c) {
    return c == '-' || c == '\u2010' || c == '\u00AD';
  }
}

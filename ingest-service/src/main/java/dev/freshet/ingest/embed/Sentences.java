package dev.freshet.ingest.embed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Divides running text into sentences. Its own rules and not {@code java.text.BreakIterator}, whose
 * tables change with the JDK and would move borders with it.
 *
 * <p>A sentence ends after a full stop, question or exclamation mark (closing quotes and brackets
 * included) that blanks follow, unless the word is a known abbreviation or an initial, or the next
 * word begins in lower case; after their full-width forms at once; and at a line break.
 */
final class Sentences {
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "etc", "e.g", "i.e", "cf", "al",
          "no", "nos", "fig", "figs", "eq", "eqs", "sec", "ch", "vol", "pp", "ed", "eds", "inc",
          "ltd", "co", "corp", "dept", "approx", "resp", "art", "z.b", "bzw", "ca", "u.s", "u.k");

  private Sentences() {}

  /** The sentences in order, stripped, none blank; joined they hold all but blanks. */
  static List<String> of(String text) {
    List<String> sentences = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      int end = end(text, start, i);
      if (end > 0) {
        add(sentences, text, start, end);
        start = end;
        i = end - 1;
      }
    }
    add(sentences, text, start, text.length());
    return sentences;
  }

  private static void add(List<String> sentences, String text, int start, int end) {
    String sentence = text.substring(start, end).strip();
    if (!sentence.isEmpty()) {
      sentences.add(sentence);
    }
  }

  /** Where the sentence ends whose last mark stands at i; 0 where none does. */
  private static int end(String text, int start, int i) {
    char c = text.charAt(i);
    if (c == '\n' || c == '。' || c == '！' || c == '？') {
      return i + 1;
    }
    if (c != '.' && c != '!' && c != '?' && c != '…') {
      return 0;
    }
    int end = i + 1;
    while (end < text.length() && ".!?…\"'”’»)]".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    if (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      return 0;
    }
    return c == '.' && end == i + 1 && goesOn(text, start, i) ? 0 : end;
  }

  /** Whether the full stop at i belongs to its word, or the next word goes on with the sentence. */
  private static boolean goesOn(String text, int start, int i) {
    int next = i + 1;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    if (next < text.length() && Character.isLowerCase(text.charAt(next))) {
      return true;
    }
    int word = i;
    while (word > start && i - word < 10 && isWord(text.charAt(word - 1))) {
      word--;
    }
    String before = text.substring(word, i).toLowerCase(Locale.ROOT);
    boolean initial = before.length() == 1 && Character.isLetter(before.charAt(0));
    return initial || ABBREVIATIONS.contains(before);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '.';
  }
}

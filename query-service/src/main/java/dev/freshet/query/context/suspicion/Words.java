package dev.freshet.query.context.suspicion;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides a folded text into words. Writing without blanks is divided where known words stand, and
 * so are letters that blanks keep apart ({@code i g n o r e}).
 */
final class Words {
  /** Letters of unknown words in writing without blanks that count as one word. */
  private static final int LETTERS_A_WORD = 3;

  /** So many single letters in a row are a word pulled apart. */
  private static final int PULLED_APART = 5;

  private static final String LEET = "0134578$";
  private static final String LETTERS = "oieastbs";

  private final String text;
  private final List<Reading.Word> out;
  private final Map<String, Long> known = new HashMap<>();
  private final StringBuilder single = new StringBuilder();
  private String before = "";

  Words(String text, List<Reading.Word> out) {
    this.text = text;
    this.out = out;
  }

  void read() {
    for (int i = 0; i < text.length(); ) {
      int end = i;
      boolean dense = isDense(text, i);
      while (end < text.length() && isLetter(text.charAt(end)) && isDense(text, end) == dense) {
        end++;
      }
      if (end == i) {
        mark(i);
        i++;
      } else if (dense) {
        dense(text, i, end);
        i = end;
      } else {
        word(i, end);
        i = end;
      }
    }
    flush();
  }

  private void word(int start, int end) {
    if (end - start == 1 && Character.isLetter(text.charAt(start))) {
      single.append(text.charAt(start));
    } else {
      flush();
    }
    String word = text.substring(start, end);
    long meanings =
        address(start, end)
            ? Meaning.ADDRESS.bit()
            : known.computeIfAbsent(word, Words::meanings) | negated(word);
    before = word;
    out.add(new Reading.Word(meanings, false));
  }

  private static long meanings(String word) {
    long found = Lexicon.meanings(word);
    return found != 0 || word.chars().noneMatch(c -> LEET.indexOf(c) >= 0)
        ? found
        : Lexicon.meanings(unleet(word));
  }

  private static String unleet(String word) {
    StringBuilder out = new StringBuilder(word);
    for (int i = 0; i < out.length(); i++) {
      int at = LEET.indexOf(out.charAt(i));
      if (at >= 0) {
        out.setCharAt(i, LETTERS.charAt(at));
      }
    }
    return out.toString();
  }

  /** {@code not} alone tells of something; after these it forbids. */
  private long negated(String word) {
    boolean forbids =
        word.equals("not")
            && (before.equals("do") || before.equals("must") || before.equals("should"));
    return forbids ? Meaning.NEGATION.bit() : 0;
  }

  /** The start of a web or mail address. */
  private boolean address(int start, int end) {
    boolean web = text.startsWith("http", start) && text.startsWith("://", end);
    return web || (end < text.length() && text.charAt(end) == '@');
  }

  private void flush() {
    if (single.length() >= PULLED_APART) {
      String joined = single.toString();
      single.setLength(0);
      dense(joined, 0, joined.length());
    }
    single.setLength(0);
  }

  private void dense(String from, int start, int end) {
    int unknown = 0;
    for (int i = start; i < end; ) {
      int length = Lexicon.longestAt(from, i, end);
      if (length > 0) {
        out.add(new Reading.Word(Lexicon.meanings(from.substring(i, i + length)), false));
        unknown = 0;
      } else if (++unknown % LETTERS_A_WORD == 0) {
        out.add(new Reading.Word(0, false));
      }
      i += Math.max(length, 1);
    }
  }

  /** A sentence ends at its mark, where blanks follow or none are written. */
  private void mark(int at) {
    char c = text.charAt(at);
    boolean followed = at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1));
    boolean ends = c == '。' || c == '！' || c == '？' || (followed && ".!?".indexOf(c) >= 0);
    if (ends && !out.isEmpty() && single.isEmpty()) {
      out.set(out.size() - 1, new Reading.Word(out.getLast().meanings(), true));
    }
  }

  private static boolean isLetter(char c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || c == '$';
  }

  private static boolean isDense(String text, int at) {
    char c = text.charAt(at);
    if (c < 0xE00) {
      return false;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> c == 'ー';
    };
  }
}

package dev.freshet.common.text;

import java.text.Normalizer;

/**
 * Makes texts equal that a reader takes for equal: compatibility forms (NFKC: ligatures, full-width
 * letters, no-break spaces), hyphens of every kind, invisible characters, runs of blanks. Applied
 * to what is parsed and to what is asked, so that both sides meet.
 */
public final class TextNormaliser {
  private TextNormaliser() {}

  /**
   * The text in its one form: NFKC, no control or invisible characters, one blank for any run of
   * them, trimmed.
   */
  public static String normalise(String text) {
    return fold(text, false);
  }

  /**
   * The same for text whose lines and indents count: only line breaks are made uniform, ends of
   * lines trimmed.
   */
  public static String normaliseLines(String text) {
    return fold(text, true);
  }

  /**
   * How many characters of a text say nothing and are left out of its one form: replacement and
   * control characters, halves of surrogate pairs, code points that are not assigned.
   */
  public static int lost(String text) {
    int lost = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c > '~' || c < ' ') {
        lost += saysNothing(c) ? 1 : 0;
      }
    }
    return lost;
  }

  private static boolean saysNothing(int c) {
    return !isVisible(c)
        && Character.getType(c) != Character.FORMAT
        && !Character.isWhitespace(c)
        && c != 0x85;
  }

  private static String fold(String text, boolean keepLines) {
    return isPlain(text, keepLines) ? text : folded(text, keepLines);
  }

  /** Most texts are: ASCII, in normal form already. */
  private static boolean isPlain(String text, boolean keepLines) {
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inOrder =
          switch (c) {
            case ' ' -> keepLines || before != ' ';
            case '\n' -> keepLines && (i == 0 || before != ' ');
            default -> c > ' ' && c <= '~';
          };
      if (!inOrder) {
        return false;
      }
      before = c;
    }
    return text.isEmpty() || before != ' ';
  }

  private static String folded(String text, boolean keepLines) {
    String folded = compatible(text);
    StringBuilder out = new StringBuilder(folded.length());
    boolean blank = true;
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\r') {
        if (i < folded.length() && folded.charAt(i) == '\n') {
          continue;
        }
        c = '\n';
      } else if (c == 0x85 || c == 0x2028 || c == 0x2029) {
        c = '\n';
      }
      if (keepLines && c == '\n') {
        trimEnd(out);
        out.append('\n');
        blank = false;
      } else if (keepLines && (c == ' ' || c == '\t')) {
        out.append((char) c);
      } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        if (!blank) {
          out.append(' ');
        }
        blank = !keepLines;
      } else if (isHyphen(c)) {
        out.append('-');
        blank = false;
      } else if (isVisible(c)) {
        out.appendCodePoint(c);
        blank = false;
      }
    }
    trimEnd(out);
    return compatible(out.toString());
  }

  /** Applied before and after: letters that something invisible kept apart may join. */
  private static String compatible(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFKC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  /** Hyphen, no-break hyphen and hyphen bullet; dashes keep their meaning. */
  private static boolean isHyphen(int c) {
    return c == 0x2010 || c == 0x2011 || c == 0x2043;
  }

  private static boolean isVisible(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED
        && (type != Character.FORMAT || c == 0x200D || c == 0x200C)
        && c != 0xFFFD;
  }

  private static void trimEnd(StringBuilder out) {
    int end = out.length();
    while (end > 0 && (out.charAt(end - 1) == ' ' || out.charAt(end - 1) == '\t')) {
      end--;
    }
    out.setLength(end);
  }
}

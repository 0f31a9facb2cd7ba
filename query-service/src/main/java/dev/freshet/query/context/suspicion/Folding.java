package dev.freshet.query.context.suspicion;

import dev.freshet.common.text.TextNormaliser;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The form in which texts are compared: as a reader sees them (NFKC, nothing invisible), in lower
 * case, without accents, with Latin letters where those of other scripts stand in for them.
 */
final class Folding {
  /** Letters that look like Latin ones, each above the one it looks like. */
  private static final String LOOKALIKES = "аеорсухіјѕԁһԛԝвкмнтгԍӏαεορτυχικνωη";

  private static final String LATIN = "aeopcyxijsdhqwbkmhtrglaeoptuxiknwn";

  private Folding() {}

  /** Folds a text; its line breaks stay. */
  static String fold(String text) {
    String seen = TextNormaliser.normaliseLines(text).toLowerCase(Locale.ROOT);
    if (seen.chars().allMatch(c -> c < 128)) {
      return seen.indexOf('\'') < 0 ? seen : apostrophes(seen);
    }
    StringBuilder out = new StringBuilder(seen.length());
    String apart = Normalizer.normalize(seen, Normalizer.Form.NFD);
    for (int i = 0; i < apart.length(); i++) {
      char c = apart.charAt(i);
      if (c == 'ß') {
        out.append("ss");
      } else if (c == 'ı') {
        out.append('i');
      } else if (c == 'ł') {
        out.append('l');
      } else if (!isMark(c)) {
        out.append(c);
      }
    }
    String whole = Normalizer.normalize(out, Normalizer.Form.NFC);
    return latin(apostrophes(whole));
  }

  /** {@code don't} is one word, {@code l'utente} are two. */
  private static String apostrophes(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\'' && c != '’') {
        out.append(c);
      } else if (i < 2 || !Character.isLetter(text.charAt(i - 2))) {
        out.append(' ');
      }
    }
    return out.toString();
  }

  /** Accents, joiners and selectors: words are the same without them. */
  private static boolean isMark(char c) {
    return (c >= 0x300 && c <= 0x36F) || c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F);
  }

  /** Within words that have Latin letters too: nobody writes those so. */
  private static String latin(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int start = 0; start < out.length(); ) {
      int end = start;
      boolean latin = false;
      boolean other = false;
      while (end < out.length() && Character.isLetter(out.charAt(end))) {
        char c = out.charAt(end);
        latin |= c < 128;
        other |= LOOKALIKES.indexOf(c) >= 0;
        end++;
      }
      if (latin && other) {
        replace(out, start, end);
      }
      start = end + 1;
    }
    return out.toString();
  }

  private static void replace(StringBuilder out, int start, int end) {
    for (int i = start; i < end; i++) {
      int at = LOOKALIKES.indexOf(out.charAt(i));
      if (at >= 0) {
        out.setCharAt(i, LATIN.charAt(at));
      }
    }
  }
}

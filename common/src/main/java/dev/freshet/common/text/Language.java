package dev.freshet.common.text;

import java.lang.Character.UnicodeScript;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What language a text is in. A script that one language is mostly written in tells it by itself;
 * elsewhere it is the language whose stop words the text is richest in ({@link StopWords}, Lucene's
 * lists): a word counts for one language as much as it is that language's alone. So no model is
 * needed, and the answer is a function of the text. A language that has no list here is {@link
 * #UNDETERMINED}, unless it is close to one that has.
 *
 * @param tag two letters of ISO 639-1, or {@link #UNDETERMINED}
 * @param confidence how far it is before the next one: 0 to 1; 0 where undetermined
 */
public record Language(String tag, double confidence) {
  /** What cannot be told: too short, a mixture, or a language that is not known here. */
  public static final String UNDETERMINED = "und";

  /** Of a text no more is looked at. */
  public static final int MAX_CHARACTERS = 20_000;

  private static final Language UNKNOWN = new Language(UNDETERMINED, 0);
  private static final int FEWEST_WORDS = 10;
  private static final int FEWEST_LETTERS = 10;

  /** Of a text's words, or more exactly of their weight: less is no language known here. */
  private static final double LEAST_SHARE = 0.1;

  private static final double LEAST_LEAD = 0.1;
  private static final int LONGEST_WORD = 40;

  /** Japanese texts have Han characters too, mostly more than a tenth of them kana. */
  private static final double LEAST_KANA = 0.05;

  private static final Map<UnicodeScript, String> OF_SCRIPT =
      Map.of(
          UnicodeScript.HAN, "zh",
          UnicodeScript.HANGUL, "ko",
          UnicodeScript.GREEK, "el",
          UnicodeScript.HEBREW, "he",
          UnicodeScript.THAI, "th",
          UnicodeScript.ARMENIAN, "hy",
          UnicodeScript.GEORGIAN, "ka",
          UnicodeScript.BENGALI, "bn",
          UnicodeScript.TAMIL, "ta",
          UnicodeScript.TELUGU, "te");

  /** Every tag that may be told, sorted. */
  public static Set<String> known() {
    Set<String> all = new TreeSet<>(OF_SCRIPT.values());
    all.addAll(StopWords.languages());
    all.add("ja");
    return all;
  }

  /** The language of a text; of its first {@link #MAX_CHARACTERS}. */
  public static Language of(String text) {
    String seen = text.substring(0, Math.min(text.length(), MAX_CHARACTERS));
    Scripts scripts = Scripts.of(seen);
    if (scripts.letters() < FEWEST_LETTERS) {
      return UNKNOWN;
    }
    if (scripts.share("ja") >= LEAST_KANA && scripts.share("zh") + scripts.share("ja") > 0.5) {
      return new Language("ja", scripts.share("zh") + scripts.share("ja"));
    }
    return scripts
        .most()
        .filter(tag -> scripts.share(tag) > 0.5)
        .map(tag -> new Language(tag, scripts.share(tag)))
        .orElseGet(() -> byStopWords(seen));
  }

  private static Language byStopWords(String text) {
    StopWords.Tally tally = StopWords.tally();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isOfWord(c)) {
        word.appendCodePoint(Character.toLowerCase(c));
      }
      if (!word.isEmpty() && (!isOfWord(c) || i == text.length())) {
        tally.add(word.length() > LONGEST_WORD ? "" : word.toString());
        word.setLength(0);
      }
    }
    if (tally.words() < FEWEST_WORDS) {
      return UNKNOWN;
    }
    StopWords.Leader leader = tally.leader();
    return leader.share() < LEAST_SHARE || leader.lead() < LEAST_LEAD
        ? UNKNOWN
        : new Language(leader.language(), leader.lead());
  }

  private static boolean isOfWord(int c) {
    int type = Character.getType(c);
    return Character.isLetter(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  static String ofScript(UnicodeScript script) {
    return switch (script) {
      case HIRAGANA, KATAKANA -> "ja";
      default -> OF_SCRIPT.getOrDefault(script, "");
    };
  }
}

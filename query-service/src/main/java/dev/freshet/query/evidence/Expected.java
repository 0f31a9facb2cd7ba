package dev.freshet.query.evidence;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kind of thing a question asks for, as its first words tell. English only. */
enum Expected {
  TIME("\\b(?:when|(?:what|which) (?:year|years|century|date|month|day|decade|time))\\b"),
  COUNT("\\bhow (?:many|much|old|long|far|large|big|high|tall|often|few|deep)\\b|\\bwhat percent"),
  NAME("\\b(?:who|whom|whose|where)\\b"),
  ANYTHING("");

  private static final Pattern CAPITAL = Pattern.compile("(?<![.!?:]\\s|^)\\b\\p{Lu}[\\p{L}'-]+");
  private static final Pattern WHEN =
      Pattern.compile(
          "\\d|\\b(?:January|February|March|April|May|June|July|August|September|October|November|"
              + "December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\\b"
              + "|\\b(?:centur|decade|today|yesterday|spring|summer|autumn|winter|after|before|"
              + "during|until|since)");
  private static final Pattern AMOUNT =
      Pattern.compile(
          "\\d|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|"
              + "thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|"
              + "half|third|quarter|several|all|none|once|twice)\\b",
          Pattern.CASE_INSENSITIVE);

  private final Pattern words;

  Expected(String words) {
    this.words = Pattern.compile(words);
  }

  static Expected of(String question) {
    String lower = question.toLowerCase(Locale.ROOT);
    for (Expected kind : values()) {
      if (kind != ANYTHING && kind.words.matcher(lower).find()) {
        return kind;
      }
    }
    return ANYTHING;
  }

  /**
   * Whether a sentence has such a thing that the question does not have already.
   *
   * @param asked the question's words, in lower case
   */
  boolean in(String sentence, Set<String> asked) {
    return switch (this) {
      case TIME -> isNew(WHEN, sentence, asked);
      case COUNT -> isNew(AMOUNT, sentence, asked);
      case NAME -> isNew(CAPITAL, sentence, asked);
      case ANYTHING -> true;
    };
  }

  private static boolean isNew(Pattern pattern, String sentence, Set<String> asked) {
    Matcher found = pattern.matcher(sentence);
    while (found.find()) {
      if (!asked.contains(Claims.wordAt(sentence, found.start()).toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}

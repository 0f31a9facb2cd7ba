package dev.freshet.embedders.testkit;

import dev.freshet.common.embed.Tokenizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Runs of letters and digits are tokens, and so is every other visible character. */
final class Words implements Tokenizer {
  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}]");

  @Override
  public int count(String text) {
    return Math.toIntExact(TOKEN.matcher(text).results().count());
  }

  /** The first tokens, in lower case. */
  List<String> first(String text, int most) {
    return TOKEN
        .matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .limit(most)
        .map(MatchResult::group)
        .toList();
  }
}

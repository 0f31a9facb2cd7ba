package dev.freshet.evaluation.answering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Texts as lists of words, each measure's own way. */
final class Words {
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern ARTICLES =
      Pattern.compile("\\b(?:a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");

  private Words() {}

  /** Runs of letters and digits, in lower case: as google-research's rouge_score has them. */
  static List<String> plain(String text) {
    return split(OTHER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" "));
  }

  /** Without case, punctuation and articles: as SQuAD's own script has them. */
  static List<String> essential(String text) {
    String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    return split(ARTICLES.matcher(bare).replaceAll(" "));
  }

  /** Runs of so many words, with how often each occurs. */
  static Map<List<String>, Integer> runs(List<String> words, int length) {
    Map<List<String>, Integer> runs = new HashMap<>();
    for (int i = 0; i + length <= words.size(); i++) {
      runs.merge(List.copyOf(words.subList(i, i + length)), 1, Integer::sum);
    }
    return runs;
  }

  /** How many the two have in common, each as often as in both. */
  static int common(Map<List<String>, Integer> ones, Map<List<String>, Integer> others) {
    return ones.entrySet().stream()
        .mapToInt(one -> Math.min(one.getValue(), others.getOrDefault(one.getKey(), 0)))
        .sum();
  }

  /** Between blanks. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}

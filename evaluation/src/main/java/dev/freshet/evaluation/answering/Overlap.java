package dev.freshet.evaluation.answering;

import java.util.List;

/**
 * What a text and a right answer have in common; all 0 to 1. Of several right answers the best
 * counts.
 */
final class Overlap {
  private Overlap() {}

  /** 1 where both are the same but for case, punctuation and articles (SQuAD's exact match). */
  static double exact(String text, String right) {
    return Words.essential(text).equals(Words.essential(right)) ? 1 : 0;
  }

  /** F1 over words, without case, punctuation and articles (SQuAD's F1). */
  static double f1(String text, String right) {
    return runs(Words.essential(text), Words.essential(right), 1);
  }

  /** 1 where the right answer stands in the text, by the same words in the same order. */
  static double contained(String text, String right) {
    List<String> wanted = Words.essential(right);
    int most = Words.essential(text).size() - wanted.size();
    List<String> words = Words.essential(text);
    for (int i = 0; i <= most; i++) {
      if (words.subList(i, i + wanted.size()).equals(wanted)) {
        return 1;
      }
    }
    return 0;
  }

  /**
   * ROUGE-N's F1 (Lin, 2004): over runs of so many words, without stemming, as rouge_score 0.1.2
   * gives it.
   */
  static double rouge(String text, String right, int length) {
    return runs(Words.plain(text), Words.plain(right), length);
  }

  /** ROUGE-L's F1: over the longest common subsequence of words. */
  static double rougeL(String text, String right) {
    List<String> a = Words.plain(text);
    List<String> b = Words.plain(right);
    int[][] longest = new int[a.size() + 1][b.size() + 1];
    for (int i = 1; i <= a.size(); i++) {
      for (int j = 1; j <= b.size(); j++) {
        longest[i][j] =
            a.get(i - 1).equals(b.get(j - 1))
                ? longest[i - 1][j - 1] + 1
                : Math.max(longest[i - 1][j], longest[i][j - 1]);
      }
    }
    return harmonic(longest[a.size()][b.size()], a.size(), b.size());
  }

  private static double runs(List<String> text, List<String> right, int length) {
    int common = Words.common(Words.runs(text, length), Words.runs(right, length));
    return harmonic(
        common, Math.max(0, text.size() - length + 1), Math.max(0, right.size() - length + 1));
  }

  private static double harmonic(int common, int first, int second) {
    return common == 0 ? 0 : 2.0 * common / (first + second);
  }
}

package dev.freshet.query.context;

import dev.freshet.common.embed.Tokenizer;

/**
 * A tokenizer that joins over borders and, unlike most, also falls apart over them: what two texts
 * cost together may be less or more than the sum.
 */
final class JoiningTokens implements Tokenizer {
  @Override
  public int count(String text) {
    int tokens = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean same = i > 0 && kind(text.charAt(i)) == kind(text.charAt(i - 1));
      run = same ? run + 1 : 0;
      tokens += run % 5 == 0 ? 1 : 0;
    }
    // Long texts cost more than their parts.
    return tokens + text.length() / 300;
  }

  private static int kind(char c) {
    return Character.isWhitespace(c) ? 0 : Character.isLetterOrDigit(c) ? 1 : 2;
  }
}

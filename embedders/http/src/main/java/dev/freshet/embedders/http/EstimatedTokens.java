package dev.freshet.embedders.http;

import dev.freshet.common.embed.Tokenizer;

/**
 * Estimates tokens where the model's tokenizer is out of reach, rather too many than too few: of a
 * run of ASCII letters or digits one for every four characters begun, of any other visible
 * character one each. (English words of the common vocabularies average four to five characters a
 * token; other scripts about one.)
 */
final class EstimatedTokens implements Tokenizer {
  private static final int CHARACTERS_A_TOKEN = 4;

  @Override
  public int count(String text) {
    return scan(text, Integer.MAX_VALUE)[0];
  }

  /** The longest start of the text that has no more tokens than that. */
  String cut(String text, int tokens) {
    return text.substring(0, scan(text, tokens)[1]);
  }

  /** Tokens, and the characters they reach over. */
  private static int[] scan(String text, int most) {
    int tokens = 0;
    int run = 0;
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      boolean word = character < 128 && Character.isLetterOrDigit(character);
      boolean begins = word ? run % CHARACTERS_A_TOKEN == 0 : !Character.isWhitespace(character);
      if (begins && tokens == most) {
        break;
      }
      tokens += begins ? 1 : 0;
      run = word ? run + 1 : 0;
      at += Character.charCount(character);
    }
    return new int[] {tokens, at};
  }
}

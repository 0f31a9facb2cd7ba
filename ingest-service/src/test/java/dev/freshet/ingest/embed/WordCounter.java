package dev.freshet.ingest.embed;

import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.embed.Tokenizer;

/** A tokenizer for tests: every word is one token, and so is every other character but a blank. */
final class WordCounter implements Tokenizer {
  @Override
  public int count(String text) {
    int count = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean word = Character.isLetterOrDigit(c);
      if (word ? !inWord : !Character.isWhitespace(c)) {
        count++;
      }
      inWord = word;
    }
    return count;
  }

  static PassageCutter cutter(int maxTokens, int overlapTokens) {
    return new PassageCutter(
        new Generation(
            new ModelIdentity("words", 4, 514, "words-1"),
            new PassageSettings(maxTokens, overlapTokens)),
        new WordCounter());
  }
}

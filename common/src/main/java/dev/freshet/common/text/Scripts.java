package dev.freshet.common.text;

import java.lang.Character.UnicodeScript;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many letters of a text are of a script that tells a language.
 *
 * @param letters all of its letters
 * @param telling by language
 */
record Scripts(int letters, Map<String, Integer> telling) {
  /** Before it all letters are Latin. */
  private static final int GREEK = 0x370;

  static Scripts of(String text) {
    int letters = 0;
    Map<String, Integer> telling = new HashMap<>();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isLetter(c)) {
        letters++;
        String language = c < GREEK ? "" : Language.ofScript(UnicodeScript.of(c));
        if (!language.isEmpty()) {
          telling.merge(language, 1, Integer::sum);
        }
      }
    }
    return new Scripts(letters, telling);
  }

  double share(String language) {
    return (double) telling.getOrDefault(language, 0) / letters;
  }

  Optional<String> most() {
    return telling.keySet().stream().max(Comparator.comparingInt(telling::get));
  }
}

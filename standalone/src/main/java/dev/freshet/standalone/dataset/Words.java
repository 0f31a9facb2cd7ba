package dev.freshet.standalone.dataset;

import dev.freshet.common.text.StableHash;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.common.text.TextNormaliser;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What texts are compared by, and the sentences they consist of. */
final class Words {
  /** A question of fewer words that say something asks nothing. */
  static final int FEWEST_OF_A_QUESTION = 2;

  /** A passage of fewer answers nothing. */
  static final int FEWEST_OF_A_PASSAGE = 5;

  private final TextAnalysis analysis = new TextAnalysis();

  /**
   * What a question is known by: its words' stems without stop words, sorted, each once. So word
   * order, endings, case and marks make no other question of it.
   */
  String key(String question) {
    List<String> stems = analysis.queryTerms(question).stream().sorted().toList();
    return stems.isEmpty()
        ? TextNormaliser.normalise(question).toLowerCase(Locale.ROOT)
        : String.join(" ", stems);
  }

  /** How many different words say something. */
  int count(String text) {
    return analysis.queryTerms(text).size();
  }

  /**
   * A question by its {@link #key}. Questions with other numbers in them are other questions,
   * however alike the rest is.
   */
  static Seen.Mark question(String key) {
    String numbers =
        Arrays.stream(key.split(" ", -1))
            .filter(word -> word.chars().anyMatch(Character::isDigit))
            .collect(Collectors.joining(" "));
    return new Seen.Mark(StableHash.of(key), Sketch.ofCharacters(key, StableHash.of(numbers)));
  }

  /** A passage. */
  Seen.Mark passage(String text) {
    List<String> words = analysis.terms(text).stream().map(TextAnalysis.Term::text).toList();
    return new Seen.Mark(StableHash.of(String.join(" ", words)), Sketch.ofWords(words));
  }

  /** The sentences of a text, trimmed, none empty. */
  static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    for (String line : text.lines().toList()) {
      BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ENGLISH);
      ends.setText(line);
      int start = 0;
      for (int end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
        sentences.add(line.substring(start, end).strip());
        start = end;
      }
    }
    sentences.removeIf(String::isEmpty);
    return sentences;
  }

  /**
   * The first sentences of a text, together at most so many characters; at least a piece of one.
   */
  static String beginning(String text, int most) {
    if (text.length() <= most) {
      return text.strip();
    }
    var ends = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    ends.setText(text);
    int end = ends.preceding(most);
    return end > 0 ? text.substring(0, end).strip() : text.substring(0, most).strip() + "…";
  }
}

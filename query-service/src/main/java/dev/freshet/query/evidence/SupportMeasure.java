package dev.freshet.query.evidence;

import dev.freshet.common.text.TextAnalysis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Measures whether a text supports a sentence, by words: how many of its content words the text
 * has, whether its numbers, names and addresses are there, and whether the sentence of the text
 * that is most like it denies what it says. Deterministic. It tells what cannot come from the text;
 * it is no proof that the sentence follows from it. Safe to use from several threads.
 */
public final class SupportMeasure {
  private static final Pattern NEGATION =
      Pattern.compile(
          "\\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|unable)\\b|n['’]t\\b",
          Pattern.CASE_INSENSITIVE);

  /** A sentence of the text that has less of the claim's words speaks of something else. */
  private static final double SAME_MATTER = .6;

  private final TextAnalysis analysis;

  /**
   * @param analysis of both
   */
  public SupportMeasure(TextAnalysis analysis) {
    this.analysis = analysis;
  }

  /**
   * @param sentence without marks of citations
   * @param text that is cited
   */
  public Support of(String sentence, String text) {
    Set<String> terms = Set.copyOf(analysis.queryTerms(sentence));
    Set<String> source = Set.copyOf(analysis.queryTerms(text));
    return new Support(
        share(terms, source), missing(sentence, text, source), negated(sentence, terms, text));
  }

  private static double share(Set<String> terms, Set<String> source) {
    return terms.isEmpty()
        ? 0
        : (double) terms.stream().filter(source::contains).count() / terms.size();
  }

  private List<String> missing(String sentence, String text, Set<String> source) {
    Claims claims = Claims.of(sentence);
    List<String> missing = new ArrayList<>();
    Set<String> numbers = Claims.numbersAsRead(text);
    claims.numbers().stream().filter(number -> !numbers.contains(number)).forEach(missing::add);
    Set<String> words = new HashSet<>(Claims.words(text));
    for (String name : claims.names()) {
      List<String> parts = analysis.queryTerms(name);
      if (!words.contains(name.toLowerCase(Locale.ROOT)) && !source.containsAll(parts)) {
        missing.add(name);
      }
    }
    claims.addresses().stream().filter(address -> !text.contains(address)).forEach(missing::add);
    missing.sort(null);
    return missing;
  }

  private boolean negated(String sentence, Set<String> terms, String text) {
    double best = 0;
    boolean denies = false;
    for (String one : Sentences.of(text)) {
      double alike = share(terms, Set.copyOf(analysis.queryTerms(one)));
      if (alike > best) {
        best = alike;
        denies = NEGATION.matcher(one).find();
      }
    }
    return best >= SAME_MATTER && denies != NEGATION.matcher(sentence).find();
  }
}

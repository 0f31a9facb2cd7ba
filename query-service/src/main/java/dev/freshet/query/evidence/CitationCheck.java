package dev.freshet.query.evidence;

import dev.freshet.common.text.TextAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds the sentences of a written answer against the sources they cite. */
public final class CitationCheck {
  /** Of an answer; what is behind them is not checked and counts as unsupported. */
  private static final int MAX_SENTENCES = 200;

  private static final Pattern MARK =
      Pattern.compile("\\s*\\[(\\d{1,4}(?:\\s*[,;]\\s*\\d{1,4})*)]");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

  private final SupportMeasure measure;
  private final double least;

  /**
   * @param least coverage that supports a sentence, 0 to 1
   */
  public CitationCheck(TextAnalysis analysis, double least) {
    this.measure = new SupportMeasure(analysis);
    this.least = least;
  }

  /**
   * @param answer in which only numbers of these sources are cited
   */
  public List<CheckedSentence> check(String answer, List<Source> sources) {
    List<CheckedSentence> checked = new ArrayList<>();
    for (String sentence : Sentences.of(answer)) {
      if (WORD.matcher(sentence).find()) {
        checked.add(
            checked.size() < MAX_SENTENCES
                ? checked(sentence, sources)
                : new CheckedSentence(sentence, List.of(), Support.NONE, false));
      }
    }
    return checked;
  }

  private CheckedSentence checked(String sentence, List<Source> sources) {
    TreeSet<Integer> numbers = new TreeSet<>();
    Matcher mark = MARK.matcher(sentence);
    while (mark.find()) {
      NUMBER.matcher(mark.group(1)).results().forEach(n -> numbers.add(Integer.valueOf(n.group())));
    }
    String cited =
        sources.stream()
            .filter(source -> numbers.contains(source.number()))
            .map(Source::whole)
            .collect(Collectors.joining("\n"));
    Support support =
        cited.isEmpty() ? Support.NONE : measure.of(mark.replaceAll("").strip(), cited);
    return new CheckedSentence(
        sentence, List.copyOf(numbers), support, !cited.isEmpty() && support.holds(least));
  }
}

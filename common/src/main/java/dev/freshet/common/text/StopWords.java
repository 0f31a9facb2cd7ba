package dev.freshet.common.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;

/**
 * The stop words of the languages that Lucene's analysis has a list of, all in one map: read at the
 * first use, and kept; with them a few letters that only one of those languages has.
 */
final class StopWords {
  private static final String ROOT = "/org/apache/lucene/analysis/";

  /** Language and list; the order is that of the bits. */
  private static final List<Map.Entry<String, String>> LISTS =
      List.of(
          Map.entry("en", "snowball/english_stop.txt"),
          Map.entry("de", "snowball/german_stop.txt"),
          Map.entry("fr", "snowball/french_stop.txt"),
          Map.entry("es", "snowball/spanish_stop.txt"),
          Map.entry("it", "snowball/italian_stop.txt"),
          Map.entry("pt", "snowball/portuguese_stop.txt"),
          Map.entry("nl", "snowball/dutch_stop.txt"),
          Map.entry("da", "snowball/danish_stop.txt"),
          Map.entry("sv", "snowball/swedish_stop.txt"),
          Map.entry("no", "snowball/norwegian_stop.txt"),
          Map.entry("fi", "snowball/finnish_stop.txt"),
          Map.entry("hu", "snowball/hungarian_stop.txt"),
          Map.entry("id", "snowball/indonesian_stop.txt"),
          Map.entry("ca", "ca/stopwords.txt"),
          Map.entry("ro", "ro/stopwords.txt"),
          Map.entry("cs", "cz/stopwords.txt"),
          Map.entry("tr", "tr/stopwords.txt"),
          Map.entry("ru", "snowball/russian_stop.txt"),
          Map.entry("bg", "bg/stopwords.txt"),
          Map.entry("ar", "ar/stopwords.txt"),
          Map.entry("fa", "fa/stopwords.txt"),
          Map.entry("hi", "hi/stopwords.txt"));

  /** Letters that one of these languages has and its neighbours have not: they tell them apart. */
  private static final int[] MARKS = marks();

  private static final int NO_MARK = -1;
  private static final int MARKS_END = 0x250;

  private StopWords() {}

  /** Of each letter the place of its language. */
  private static int[] marks() {
    int[] marks = new int[MARKS_END];
    Arrays.fill(marks, NO_MARK);
    for (String each : List.of("pt ã", "es ñ", "de ß", "cs řěů", "tr ığ", "ro ășț", "hu őű")) {
      int language = languages().indexOf(each.substring(0, 2));
      each.substring(3).chars().forEach(c -> marks[c] = language);
    }
    return marks;
  }

  /** Read once, when first asked for. */
  private static final class Held {
    private static final Map<String, Integer> LANGUAGES_BY_WORD = read();
  }

  static List<String> languages() {
    return LISTS.stream().map(Map.Entry::getKey).toList();
  }

  static Tally tally() {
    return new Tally();
  }

  /**
   * Who leads.
   *
   * @param share of the words' weight that is its stop words
   * @param lead 1 where no other has any, 0 where another has as many
   */
  record Leader(String language, double share, double lead) {}

  /** Counts a text's words for the languages whose stop words they are. */
  static final class Tally {
    private final double[] weights = new double[LISTS.size()];
    private int words;

    void add(String word) {
      words++;
      int languages = Held.LANGUAGES_BY_WORD.getOrDefault(word, 0);
      double weight = languages == 0 ? 0 : 1.0 / Integer.bitCount(languages);
      for (int left = languages; left != 0; left &= left - 1) {
        weights[Integer.numberOfTrailingZeros(left)] += weight;
      }
      int marked = mark(word);
      if (marked != NO_MARK) {
        weights[marked]++;
      }
    }

    private static int mark(String word) {
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        if (c < MARKS_END && MARKS[c] != NO_MARK) {
          return MARKS[c];
        }
      }
      return NO_MARK;
    }

    int words() {
      return words;
    }

    Leader leader() {
      int best = 0;
      for (int i = 1; i < weights.length; i++) {
        best = weights[i] > weights[best] ? i : best;
      }
      double next = 0;
      for (int i = 0; i < weights.length; i++) {
        next = i == best ? next : Math.max(next, weights[i]);
      }
      double lead = weights[best] == 0 ? 0 : 1 - next / weights[best];
      return new Leader(LISTS.get(best).getKey(), weights[best] / words, lead);
    }
  }

  private static Map<String, Integer> read() {
    Map<String, Integer> byWord = new HashMap<>();
    for (int i = 0; i < LISTS.size(); i++) {
      int bit = 1 << i;
      read(LISTS.get(i).getValue())
          .forEach(word -> byWord.merge(word, bit, (before, more) -> before | more));
    }
    return byWord;
  }

  /** Words apart by blanks; what follows a bar, and a line that begins with a hash, is a remark. */
  private static List<String> read(String list) {
    List<String> words = new ArrayList<>();
    InputStream stream =
        Optional.ofNullable(EnglishAnalyzer.class.getResourceAsStream(ROOT + list))
            .orElseThrow(() -> new IllegalStateException("Lucene's analysis has no " + list));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int remark = line.startsWith("#") ? 0 : line.indexOf('|');
        StringTokenizer said = new StringTokenizer(remark < 0 ? line : line.substring(0, remark));
        while (said.hasMoreTokens()) {
          String word = said.nextToken();
          // Words with an apostrophe come apart in a text.
          if (word.indexOf('\'') < 0) {
            words.add(TextNormaliser.normalise(word));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the stop words were not readable", e);
    }
    return words;
  }
}

package dev.freshet.evaluation.tuning;

import dev.freshet.common.text.StableHash;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.quality.Collection;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Questions where nobody has asked any: one sentence is taken out of a document and asked, and the
 * document is what it must find (the inverse cloze task; Lee, Chang and Toutanova, 2019). It is
 * gone from what is published, so that no search finds it word for word. People ask in other words
 * than they write: real questions are better.
 */
final class Cloze {
  /** How many are asked at most; their figures have a standard error of some .02 by then. */
  static final int MOST = 300;

  private static final int FEWEST_WORDS = 6;
  private static final int MOST_WORDS = 40;
  private static final int FEWEST_SENTENCES = 3;

  private static final Pattern BLANK_LINE = Pattern.compile("\\n\\s*\\n");

  private record Taken(Corpus.Text left, String sentence) {}

  /**
   * A sentence of a text.
   *
   * @param words on one line
   */
  private record Sentence(int from, int to, String words) {
    static Sentence of(String whole, int from, int to) {
      return new Sentence(from, to, whole.substring(from, to).strip().replaceAll("\\s+", " "));
    }

    /** What equal sentences have in common. */
    String key() {
      return words.toLowerCase(Locale.ROOT);
    }
  }

  private Cloze() {}

  /**
   * A collection made of documents; the same of the same.
   *
   * @throws UnusableCollection where no document has three sentences
   */
  static Collection of(String name, List<Corpus.Text> documents) {
    List<Corpus.Text> chosen =
        documents.stream()
            .sorted(
                Comparator.<Corpus.Text>comparingLong(text -> StableHash.of(text.id()))
                    .thenComparing(Corpus.Text::id))
            .toList();
    Map<String, Corpus.Text> left = new HashMap<>();
    Map<String, String> questions = new LinkedHashMap<>();
    Map<String, Map<String, Integer>> judgements = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    documents.stream()
        .flatMap(text -> sentences(text.text()).stream())
        .forEach(one -> counts.merge(one.key(), 1, Integer::sum));
    for (Corpus.Text text : chosen) {
      Optional<Taken> taken = questions.size() < MOST ? take(text, counts) : Optional.empty();
      taken.ifPresent(
          one -> {
            left.put(text.id(), one.left());
            questions.put(text.id(), one.sentence());
            judgements.put(text.id(), Map.of(text.id(), 1));
          });
    }
    if (questions.size() < 2) {
      throw new UnusableCollection(
          name
              + ": there is no queries.jsonl, and "
              + questions.size()
              + " documents have three sentences and one of 6 to 40 words of their own, to make questions"
              + " of");
    }
    List<Corpus.Text> published =
        documents.stream().map(text -> left.getOrDefault(text.id(), text)).toList();
    return new Collection(name, published, questions, judgements);
  }

  private static Optional<Taken> take(Corpus.Text text, Map<String, Integer> counts) {
    String whole = text.text();
    List<Sentence> sentences = sentences(whole);
    List<Sentence> fit =
        sentences.stream()
            .filter(one -> fits(one.words()))
            // One that stands elsewhere too would be found there, word for word.
            .filter(one -> counts.get(one.key()) == 1)
            .toList();
    if (sentences.size() < FEWEST_SENTENCES || fit.isEmpty()) {
      return Optional.empty();
    }
    Sentence one = fit.get((int) Long.remainderUnsigned(StableHash.of(whole), fit.size()));
    String left = whole.substring(0, one.from()) + whole.substring(one.to());
    return Optional.of(
        new Taken(new Corpus.Text(text.id(), left, text.publishedAt()), one.words()));
  }

  /** None goes over a blank line. */
  private static List<Sentence> sentences(String whole) {
    List<Sentence> sentences = new ArrayList<>();
    Matcher blank = BLANK_LINE.matcher(whole);
    int from = 0;
    while (from < whole.length()) {
      boolean more = blank.find();
      int to = more ? blank.start() : whole.length();
      BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ENGLISH);
      ends.setText(whole.substring(from, to));
      int start = from;
      for (int end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
        sentences.add(Sentence.of(whole, start, from + end));
        start = from + end;
      }
      from = more ? blank.end() : whole.length();
    }
    return sentences;
  }

  /** Long enough to ask for something; words as Unicode has them, also where no blanks are. */
  private static boolean fits(String sentence) {
    BreakIterator borders = BreakIterator.getWordInstance(Locale.ENGLISH);
    borders.setText(sentence);
    int words = 0;
    int start = 0;
    for (int end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
      words += Character.isLetterOrDigit(sentence.codePointAt(start)) ? 1 : 0;
      start = end;
    }
    return words >= FEWEST_WORDS && words <= MOST_WORDS;
  }
}

package dev.freshet.standalone.dataset;

import dev.freshet.common.document.Passage;
import java.util.ArrayList;
import java.util.List;

/**
 * Questions that a document answers by its own word, without a model: its title asks for its first
 * passage, the headings above a passage for the first one below them, and of any other passage one
 * sentence is taken out and asks for what is left (inverse cloze).
 */
final class CorpusQuestions {
  /** So many of one document, so that a long one does not outweigh the others. */
  private static final int MOST = 200;

  private static final int FEWEST_SENTENCES = 3;
  private static final int FEWEST_WORDS = 5;
  private static final int LONGEST_SENTENCE = 300;
  private static final String BETWEEN = " – ";

  private final Words words;
  private final long seed;

  CorpusQuestions(Words words, long seed) {
    this.words = words;
    this.seed = seed;
  }

  /**
   * One question.
   *
   * @param ordinal of the passage that answers it
   * @param text of that passage; without the question where that was taken out of it
   * @param uncut all of the passage's text
   * @param spoken whether a person could ask so
   */
  record Made(String question, int ordinal, String text, String uncut, boolean spoken) {}

  /**
   * Those of a document.
   *
   * @param title empty where it has none
   */
  List<Made> of(String title, List<Passage> passages) {
    List<Made> made = new ArrayList<>();
    List<String> above = List.of();
    for (Passage passage : passages) {
      if (made.size() >= MOST) {
        break;
      }
      List<String> headings = passage.headingPath();
      boolean begins = !headings.isEmpty() && !headings.equals(above);
      above = headings;
      if (begins) {
        made.add(spoken(heading(title, headings), passage));
      } else if (passage.ordinal() == 0 && !title.isBlank()) {
        made.add(spoken(title, passage));
      } else {
        cloze(passage, made);
      }
    }
    return made;
  }

  private static Made spoken(String question, Passage passage) {
    return new Made(question, passage.ordinal(), passage.text(), passage.text(), true);
  }

  private static String heading(String title, List<String> headings) {
    String path = String.join(BETWEEN, headings);
    return title.isBlank() || headings.getFirst().equals(title) ? path : title + ": " + path;
  }

  private void cloze(Passage passage, List<Made> made) {
    String text = passage.text();
    List<String> sentences = Words.sentences(text);
    List<String> fit =
        sentences.stream()
            .filter(s -> s.length() <= LONGEST_SENTENCE && words.count(s) >= FEWEST_WORDS)
            .toList();
    if (sentences.size() < FEWEST_SENTENCES || fit.isEmpty()) {
      return;
    }
    // By the text alone: wherever the passage stands, the same sentence asks for it.
    Key choice = Key.of(seed + "\n" + text);
    String taken = fit.get(choice.part(fit.size()));
    int at = text.indexOf(taken);
    String left = text.substring(0, at) + text.substring(at + taken.length());
    made.add(new Made(taken, passage.ordinal(), left.strip(), text, false));
  }
}

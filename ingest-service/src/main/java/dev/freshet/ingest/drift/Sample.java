package dev.freshet.ingest.drift;

import dev.freshet.common.document.Signal;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.text.Language;
import dev.freshet.common.text.Unspaced;
import java.util.Arrays;
import java.util.List;

/**
 * What counts of one document: each has one vote, whatever its length.
 *
 * @param language its tag
 * @param tokens of all passages
 * @param centroid the mean of its passages' vectors, of length 1
 * @param words hashes of its words, in lower case, or of its letters where a script has no blanks;
 *     the same word as often as it stands
 */
// Arrays, because nobody compares samples and words are many.
@SuppressWarnings("ArrayRecordComponent")
record Sample(String language, int tokens, float[] centroid, int[] words) {
  /** Of a document no more is looked at: neither its passages nor their words. */
  static final int MAX_PASSAGES = 64;

  static final int MAX_WORDS = 2_000;

  private static final int SHORTEST_WORD = 2;
  private static final int LONGEST_WORD = 40;

  static Sample of(EmbeddedDocument document) {
    List<EmbeddedPassage> seen =
        document.passages().subList(0, Math.min(MAX_PASSAGES, document.passages().size()));
    long tokens = document.passages().stream().mapToLong(p -> p.passage().tokens()).sum();
    int counted = (int) Math.min(Integer.MAX_VALUE, tokens);
    return new Sample(language(document), counted, centroid(seen), words(seen));
  }

  private static String language(EmbeddedDocument document) {
    return document.signals().stream()
        .filter(signal -> signal.kind() == Signal.Kind.LANGUAGE)
        .map(Signal::detail)
        .findFirst()
        .orElse(Language.UNDETERMINED);
  }

  private static float[] centroid(List<EmbeddedPassage> passages) {
    float[] sum = new float[passages.getFirst().vector().dimension()];
    for (EmbeddedPassage passage : passages) {
      float[] values = passage.vector().toArray();
      for (int i = 0; i < Math.min(sum.length, values.length); i++) {
        sum[i] += values[i];
      }
    }
    return Vector.normalised(sum).toArray();
  }

  private static int[] words(List<EmbeddedPassage> passages) {
    int[] words = new int[MAX_WORDS];
    int count = 0;
    for (EmbeddedPassage passage : passages) {
      String text = passage.passage().text();
      int length = 0;
      int hash = 0;
      for (int i = 0; i <= text.length() && count < MAX_WORDS; i++) {
        char c = i < text.length() ? text.charAt(i) : ' ';
        if (Unspaced.standsAlone(c)) {
          words[count++] = c;
        } else if (Character.isLetter(c)) {
          hash = 31 * hash + Character.toLowerCase(c);
          length++;
        } else {
          if (length >= SHORTEST_WORD && length <= LONGEST_WORD) {
            words[count++] = hash;
          }
          hash = 0;
          length = 0;
        }
      }
    }
    return Arrays.copyOf(words, count);
  }
}

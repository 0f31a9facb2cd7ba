package dev.freshet.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Sketch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SketchingTest {
  private static final double NEAR = 0.9;

  private static Sketch sketch(String text) {
    return Sketching.of(text).orElseThrow();
  }

  private static double similarity(String one, String other) {
    return sketch(one).similarity(sketch(other));
  }

  private static String word(int number) {
    return Integer.toString(number + 1000, 36);
  }

  /** Sentences of 15 words. */
  private static List<String> sentences(SplittableRandom random, int many) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      StringBuilder sentence = new StringBuilder();
      for (int k = 0; k < 15; k++) {
        sentence.append(word(random.nextInt(5_000))).append(k < 14 ? " " : ".");
      }
      sentences.add(sentence.toString());
    }
    return sentences;
  }

  @RepeatedTest(20)
  void aSentenceMoreOrLess_isNear_wherever(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    List<String> sentences = sentences(random, 40);
    String whole = String.join(" ", sentences);
    sentences.remove(random.nextInt(sentences.size()));
    assertThat(similarity(whole, String.join(" ", sentences))).isBetween(NEAR, 1.);
  }

  /** A form: between two facts stand so many words that every letter has. */
  private static String form(int wordsBetween, int facts, int person) {
    StringBuilder text = new StringBuilder();
    for (int fact = 0; fact < facts; fact++) {
      for (int i = 0; i < wordsBetween; i++) {
        text.append(word(fact * wordsBetween + i)).append(' ');
      }
      text.append(100_000 * person + fact).append(' ');
    }
    return text.toString();
  }

  /** A fact spoils five runs of words: of 20 words a fact, 15 of 25 runs are the same. */
  @Test
  void oneTemplate_withOtherFacts_isAsSimilarAsItsRunsAre_andNotNear() {
    assertThat(similarity(form(19, 50, 1), form(19, 50, 2))).isBetween(0.5, 0.7);
    assertThat(similarity(form(49, 30, 1), form(49, 30, 2))).isBetween(0.72, 0.89);
    // What differs in one fact of two hundred words is near: nobody must be held back for it.
    assertThat(similarity(form(199, 5, 1), form(199, 5, 2))).isGreaterThanOrEqualTo(NEAR);
  }

  @RepeatedTest(20)
  void similarity_estimatesTheShareOfRuns(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    List<String> one = new ArrayList<>(sentences(random, 30));
    List<String> other = new ArrayList<>(one.subList(0, random.nextInt(30)));
    other.addAll(sentences(random, 30 - other.size()));
    Set<String> runs = runs(String.join(" ", one));
    Set<String> all = new HashSet<>(runs);
    Set<String> others = runs(String.join(" ", other));
    all.addAll(others);
    runs.retainAll(others);
    double exact = (double) runs.size() / all.size();
    // Five standard deviations, at a half.
    assertThat(similarity(String.join(" ", one), String.join(" ", other)))
        .isBetween(exact - 0.22, exact + 0.22);
  }

  private static Set<String> runs(String text) {
    String[] words = text.replace(".", "").split(" ", -1);
    Set<String> runs = new HashSet<>();
    for (int i = 0; i + Sketching.RUN <= words.length; i++) {
      runs.add(String.join(" ", List.of(words).subList(i, i + Sketching.RUN)));
    }
    return runs;
  }

  @Test
  void capitalsMarksAndBlanks_changeNothing() {
    String text = String.join(" ", sentences(new SplittableRandom(1), 10));
    String other = text.toUpperCase(Locale.ROOT).replace(" ", ",\n  ").replace(".", " \u2014 ");
    assertThat(sketch(other)).isEqualTo(sketch(text));
  }

  @Test
  void textsInOtherScripts_haveSketchesToo() {
    StringBuilder chinese = new StringBuilder();
    StringBuilder hindi = new StringBuilder();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 400; i++) {
      chinese.appendCodePoint(0x4e00 + random.nextInt(3_000));
      hindi.append("\u0915\u093e".repeat(1 + random.nextInt(3))).append("\u0916 ");
    }
    String longer = chinese + "\u3002" + chinese.substring(7, 20);
    assertThat(similarity(chinese.toString(), longer)).isBetween(NEAR, 1.);
    assertThat(similarity(chinese.toString(), chinese.reverse().toString())).isLessThan(0.1);
    assertThat(Sketching.of(hindi.toString())).isPresent();
  }

  @Test
  void shortText_hasNone() {
    List<String> all =
        List.of(String.join(" ", sentences(new SplittableRandom(1), 4)).split(" ", -1));
    assertThat(Sketching.of(String.join(" ", all.subList(0, Sketching.FEWEST_WORDS)))).isPresent();
    assertThat(Sketching.of(String.join(" ", all.subList(0, Sketching.FEWEST_WORDS - 1))))
        .isEmpty();
    assertThat(Sketching.of("")).isEmpty();
    assertThat(Sketching.of("\uD800 -- ".repeat(1_000))).isEmpty();
  }

  /** Sketches are kept: one made another way would be compared with those as if it were one. */
  @Test
  void sketchOfAKnownText_isWhatItAlwaysWas() {
    String text = String.join(" ", sentences(new SplittableRandom(7), 10));
    String known = "22970a5a54095e302c7e931308d752457a86be75b689b114666acd419af3e3e9";
    assertThat(HexFormat.of().formatHex(sketch(text).values()).substring(0, 64)).isEqualTo(known);
  }

  @Test
  void everyNumberOfALongText_isStillEvenlySpread() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 150_000; i++) {
      text.append(word(i)).append(' ');
    }
    Set<Byte> different = new HashSet<>();
    for (byte value : sketch(text.toString()).values()) {
      different.add(value);
    }
    assertThat(different).hasSizeGreaterThan(80);
  }
}

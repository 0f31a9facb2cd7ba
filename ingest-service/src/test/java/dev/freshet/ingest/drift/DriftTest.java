package dev.freshet.ingest.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Signal;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Drift caused on purpose, one measure at a time, and none where there is none. */
class DriftTest {
  private static final int WINDOW = 100;
  private static final int REFERENCE = 2;
  private static final int DIMENSION = 32;

  private final SplittableRandom random = new SplittableRandom(7);
  private final MicrometerTelemetry telemetry = new MicrometerTelemetry();
  private final Drift drift = new Drift(new DriftSettings(WINDOW, REFERENCE), telemetry);

  /** Where documents come from; a test changes one of these. */
  private double german = 0.3;

  private int shortest = 20;
  private int topic = 0;
  private int firstWord = 0;
  private boolean chinese = false;

  private EmbeddedDocument document() {
    List<Signal> signals =
        List.of(
            new Signal(Signal.Kind.LANGUAGE, 1, random.nextDouble() < german ? "de" : "en", false));
    int tokens = shortest + random.nextInt(200);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      int number = firstWord + (int) (200 * Math.pow(random.nextDouble(), 2));
      text.append(chinese ? Character.toString('\u4e00' + number) : word(number) + " ");
    }
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = (float) random.nextGaussian() * 0.2f;
    }
    values[topic] += 1;
    Passage passage = new Passage("id", 0, List.of(), Optional.empty(), text.toString(), tokens);
    return new EmbeddedDocument(
        Metadata.NONE,
        List.of(new EmbeddedPassage(passage, Vector.normalised(values), false)),
        List.of(),
        signals,
        Optional.empty());
  }

  private static String word(int number) {
    return ""
        + (char) ('a' + number / 676)
        + (char) ('a' + number / 26 % 26)
        + (char) ('a' + number % 26);
  }

  private Measures after(int windows) {
    for (int i = 0; i < windows * WINDOW; i++) {
      drift.add("g", document());
    }
    return drift.last();
  }

  /** The thresholds of the alert. */
  private static void isQuiet(Measures measures) {
    assertThat(measures.language()).isBetween(0.0, 0.1);
    assertThat(measures.length()).isBetween(0.0, 0.1);
    assertThat(measures.embedding()).isBetween(0.0, 0.1);
    assertThat(measures.vocabulary()).isBetween(0.0, 0.3);
  }

  @Test
  void untilTheReferenceAndAWindowAreFull_thereIsNoNumber() {
    assertThat(after(REFERENCE)).isEqualTo(Measures.NONE);
    for (int i = 0; i < WINDOW - 1; i++) {
      drift.add("g", document());
    }
    assertThat(drift.last()).isEqualTo(Measures.NONE);
    assertThat(telemetry.scrape(false)).contains("freshet_drift{measure=\"language\"} NaN");
    drift.add("g", document());
    assertThat(drift.last().language()).isNotNaN();
  }

  @Test
  void streamThatStaysAsItIs_isQuiet_windowAfterWindow() {
    after(REFERENCE);
    for (int i = 0; i < 20; i++) {
      isQuiet(after(1));
    }
  }

  @Test
  void otherLanguages_moveThatMeasureAlone_andAreUsualAfterAWhile() {
    isQuiet(after(REFERENCE + 1));
    german = 0.95;
    Measures changed = after(1);
    assertThat(changed.language()).isGreaterThan(0.1);
    isQuiet(new Measures(0, changed.length(), changed.embedding(), changed.vocabulary()));
    isQuiet(after(REFERENCE + 1));
  }

  @Test
  void longerDocuments_moveThatMeasureAlone() {
    after(REFERENCE + 1);
    shortest = 5_000;
    Measures changed = after(1);
    assertThat(changed.length()).isGreaterThan(0.5);
    isQuiet(new Measures(changed.language(), 0, changed.embedding(), changed.vocabulary()));
  }

  @Test
  void anotherTopic_movesTheCentroid() {
    after(REFERENCE + 1);
    topic = 5;
    Measures changed = after(1);
    assertThat(changed.embedding()).isGreaterThan(0.5);
    isQuiet(new Measures(changed.language(), changed.length(), 0, changed.vocabulary()));
  }

  @Test
  void newWords_areUnknown_untilTheyAreInTheReference() {
    after(REFERENCE + 1);
    firstWord = 5_000;
    assertThat(after(1).vocabulary()).isGreaterThan(0.9);
    assertThat(after(1).vocabulary()).isLessThan(0.1);
  }

  /** Each clause would be a word that nobody knows. */
  @Test
  void textWithoutBlanks_isCountedByItsLetters() {
    chinese = true;
    isQuiet(after(REFERENCE + 2));
    firstWord = 5_000;
    assertThat(after(1).vocabulary()).isGreaterThan(0.9);
  }

  @Test
  void numbersAreMetrics_withTheirMeasureAsTheOnlyLabel() {
    after(REFERENCE + 1);
    drift.add("g", document());
    assertThat(telemetry.scrape(false).lines().filter(line -> line.startsWith("freshet_drift")))
        .hasSize(5)
        .anyMatch(line -> line.startsWith("freshet_drift{measure=\"embedding\"} 0.0"))
        .anyMatch(line -> line.equals("freshet_drift_window_documents 1.0"));
  }

  @Test
  void anotherGeneration_beginsAnew_forItsVectorsAreNotComparable() {
    after(REFERENCE + 1);
    drift.add("other", document());
    assertThat(drift.last()).isEqualTo(Measures.NONE);
    assertThat(after(REFERENCE)).isEqualTo(Measures.NONE);
    isQuiet(after(1));
  }

  @Test
  void divergence_isNoneOfTheSame_andOneOfWhatHasNothingInCommon() {
    assertThat(Measures.divergence(Map.of("a", 3, "b", 1), Map.of("a", 30, "b", 10)))
        .isCloseTo(0, within(1e-12));
    assertThat(Measures.divergence(Map.of("a", 3), Map.of("b", 1))).isCloseTo(1, within(1e-12));
    // By hand: P = (1/2, 1/2), Q = (1, 0), M = (3/4, 1/4).
    assertThat(Measures.divergence(Map.of("a", 1, "b", 1), Map.of("a", 5)))
        .isCloseTo(0.3113, within(1e-4));
  }

  @Test
  void hostileDocuments_areCountedWithinTheBounds() {
    List<EmbeddedPassage> many = new ArrayList<>();
    String text = "x".repeat(1_000_000) + " " + "a b cd ".repeat(100_000);
    for (int i = 0; i < 10_000; i++) {
      many.add(
          new EmbeddedPassage(
              new Passage("id", i, List.of(), Optional.empty(), text, Integer.MAX_VALUE / 20_000),
              Vector.of(new float[DIMENSION]),
              false));
    }
    Sample sample = Sample.of(new EmbeddedDocument(Metadata.NONE, many, List.of()));
    assertThat(sample.words()).hasSize(Sample.MAX_WORDS);
    for (int i = 0; i < (REFERENCE + 1) * WINDOW; i++) {
      drift.add("g", new EmbeddedDocument(Metadata.NONE, many.subList(0, 1), List.of()));
      drift.add("g", new EmbeddedDocument(Metadata.NONE, List.of(), List.of()));
    }
    assertThat(drift.last()).isEqualTo(new Measures(0, 0, 0, 0));
  }

  @Test
  void windowOfNothing_measuresNothing() {
    Drift off = new Drift(new DriftSettings(0, REFERENCE), telemetry);
    for (int i = 0; i < 10 * WINDOW; i++) {
      off.add("g", document());
    }
    assertThat(off.last()).isEqualTo(Measures.NONE);
  }
}

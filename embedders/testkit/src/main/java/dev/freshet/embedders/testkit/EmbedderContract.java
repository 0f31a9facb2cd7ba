package dev.freshet.embedders.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The laws of {@link Embedder}. Extend it, say how one is opened, and every law is tested; each
 * test opens its own embedder and closes it.
 */
public abstract class EmbedderContract {
  private static final long PATIENCE_SECONDS = 10;
  private static final List<String> TEXTS =
      List.of(
          "The boundary layer on a flat plate becomes turbulent at high Reynolds numbers.",
          "Kafka keeps records in partitions.",
          "short",
          "Wing flutter was measured in a wind tunnel at transonic speed, with and without a"
              + " store at the wing's tip; the store lowered the critical speed.",
          "naïve café, Grüße, 東京, и т. д.",
          "");

  /** A fresh one, cheap enough to open once a test. */
  protected abstract Embedder open();

  @Test
  void vector_dependsOnNothingButItsText() throws Exception {
    try (Embedder embedder = open()) {
      Map<String, Vector> alone = alone(embedder);
      List<String> shuffled = new ArrayList<>(TEXTS);
      for (int round = 0; round < 3; round++) {
        Collections.shuffle(shuffled, new Random(round));
        List<Vector> together = embedder.embed(shuffled, Purpose.PASSAGE);
        assertThat(together).containsExactlyElementsOf(shuffled.stream().map(alone::get).toList());
      }
    }
  }

  @Test
  void vectors_fromSeveralThreadsAtOnce_areTheSame() throws Exception {
    try (Embedder embedder = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, Vector> alone = alone(embedder);
      Callable<List<Vector>> call = () -> embedder.embed(TEXTS, Purpose.PASSAGE);
      for (Future<List<Vector>> answer : threads.invokeAll(Collections.nCopies(6, call))) {
        assertThat(answer.get()).containsExactlyElementsOf(TEXTS.stream().map(alone::get).toList());
      }
    }
  }

  private static Map<String, Vector> alone(Embedder embedder) throws Exception {
    Map<String, Vector> alone = new HashMap<>();
    for (String text : TEXTS) {
      alone.put(text, embedder.embed(List.of(text), Purpose.PASSAGE).getFirst());
    }
    return alone;
  }

  @Test
  void identity_isTheSameForAnotherOfItsKind() throws Exception {
    try (Embedder one = open();
        Embedder other = open()) {
      assertThat(one.identity()).isEqualTo(other.identity());
      assertThat(one.embed(TEXTS, Purpose.QUERY)).isEqualTo(other.embed(TEXTS, Purpose.QUERY));
    }
  }

  @Test
  void vector_hasTheDimensionAndUnitLength() throws Exception {
    try (Embedder embedder = open()) {
      for (Purpose purpose : Purpose.values()) {
        for (Vector vector : embedder.embed(TEXTS, purpose)) {
          assertThat(vector.dimension()).isEqualTo(embedder.identity().dimension());
          assertThat(vector.dot(vector)).isCloseTo(1, within(1e-5));
        }
      }
    }
  }

  @Test
  void noTexts_giveNoVectors() throws Exception {
    try (Embedder embedder = open()) {
      assertThat(embedder.embed(List.of(), Purpose.PASSAGE)).isEmpty();
    }
  }

  @Test
  void moreTextsThanABatch_giveAsManyVectors() throws Exception {
    try (Embedder embedder = open()) {
      int many = 2 * embedder.batch() + 1;
      assertThat(embedder.embed(Collections.nCopies(many, "again"), Purpose.PASSAGE)).hasSize(many);
    }
  }

  @Test
  void text_longerThanTheModelsInput_isCutAndNotRefused() throws Exception {
    try (Embedder embedder = open()) {
      int words = 2 * embedder.identity().maxTokens();
      String tooLong = "water ".repeat(words);
      List<Vector> vectors =
          embedder.embed(List.of(tooLong, tooLong + "and never read"), Purpose.PASSAGE);
      assertThat(vectors.get(0)).isEqualTo(vectors.get(1));
    }
  }

  @Test
  void oddCharacters_areEmbedded() throws Exception {
    List<String> odd =
        List.of(
            "\uD800 lone surrogate", "nul \u0000 inside", "\uDC00", "🙂", "\u200F\uFEFF", " \n\t");
    try (Embedder embedder = open()) {
      assertThat(embedder.embed(odd, Purpose.PASSAGE)).hasSameSizeAs(odd);
      assertThat(odd)
          .allSatisfy(text -> assertThat(embedder.tokenizer().count(text)).isNotNegative());
    }
  }

  @Test
  void tokens_growWithTheTextAndAddUp() {
    try (Embedder embedder = open()) {
      String one = "The boundary layer becomes turbulent.";
      String other = "Records are kept in partitions.";
      int sum = embedder.tokenizer().count(one) + embedder.tokenizer().count(other);
      assertThat(embedder.tokenizer().count("")).isZero();
      assertThat(embedder.tokenizer().count("word")).isPositive();
      assertThat(embedder.tokenizer().count(one + "\n" + other)).isBetween(sum - 2, sum + 2);
    }
  }

  @Test
  void tokens_ofATextTooLong_areAllCounted() {
    try (Embedder embedder = open()) {
      int words = 2 * embedder.identity().maxTokens();
      assertThat(embedder.tokenizer().count("water ".repeat(words))).isGreaterThanOrEqualTo(words);
    }
  }

  @Test
  void batchAndCallers_areAtLeastOne() {
    try (Embedder embedder = open()) {
      assertThat(embedder.batch()).isPositive();
      assertThat(embedder.callers()).isPositive();
      assertThat(embedder.identity().fingerprint()).isNotBlank();
    }
  }

  @Test
  void callsAfterClose_areRefused() {
    Embedder embedder = open();
    var tokenizer = embedder.tokenizer();
    embedder.close();
    embedder.close();
    assertThatThrownBy(() -> embedder.embed(List.of("late"), Purpose.QUERY))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> embedder.embed(List.of(), Purpose.QUERY))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tokenizer.count("late")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @SuppressWarnings("try") // closing while calls run is what is tested
  void close_whileCallsRun_letsThemFinish() throws Exception {
    int callers = 4;
    CountDownLatch running = new CountDownLatch(callers);
    // Platform threads: virtual ones that compute all the time would starve each other. The
    // embedder closes before the threads are awaited, for only that ends them.
    Embedder embedder = open();
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<Integer>> work = new ArrayList<>();
      try {
        for (int i = 0; i < callers; i++) {
          work.add(threads.submit(() -> untilClosed(embedder, running)));
        }
        assertThat(running.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      } finally {
        embedder.close();
      }
      for (Future<Integer> answers : work) {
        assertThat(answers.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isPositive();
      }
    }
  }

  /** Embeds until it is turned away; how many calls were answered in full. */
  private static int untilClosed(Embedder embedder, CountDownLatch running) throws Exception {
    for (int answered = 0; ; answered++) {
      try {
        assertThat(embedder.embed(TEXTS, Purpose.PASSAGE)).hasSize(TEXTS.size());
      } catch (IllegalStateException _) {
        return answered;
      }
      if (answered == 0) {
        running.countDown();
      }
    }
  }
}

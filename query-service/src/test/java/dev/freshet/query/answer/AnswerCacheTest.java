package dev.freshet.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.query.completion.Completion;
import dev.freshet.query.completion.Completion.Finish;
import dev.freshet.query.completion.Completion.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private Instant now = Instant.EPOCH;
  private final AnswerCache cache = new AnswerCache(2, Duration.ofMinutes(1), () -> now);

  private static Written text(String text) {
    return new Written(text, List.of(), new Completion(Finish.STOP, Usage.NONE), false);
  }

  @Test
  void text_isFoundAsRemembered_untilItsTimeIsOver() {
    cache.put("a", text("A"));

    assertThat(cache.find("a").orElseThrow().cached()).isTrue();
    now = now.plusSeconds(60);
    assertThat(cache.find("a")).isEmpty();
  }

  @Test
  void whatWasAskedForLongestAgo_goesFirst() {
    cache.put("a", text("A"));
    cache.put("b", text("B"));
    cache.find("a");
    cache.put("c", text("C"));

    assertThat(cache.find("a")).isPresent();
    assertThat(cache.find("b")).isEmpty();
    assertThat(cache.find("c")).isPresent();
  }

  @Test
  void longTexts_areBoundedTogether() {
    cache.put("a", text("x".repeat(5 << 20)));
    cache.put("b", text("x".repeat(5 << 20)));
    cache.put("c", text("x".repeat(9 << 20)));

    assertThat(cache.find("a")).isEmpty();
    assertThat(cache.find("b")).isPresent();
    assertThat(cache.find("c")).isEmpty();
  }
}

package dev.freshet.evaluation.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.ranking.Recency;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.PassageKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final Map<PassageKey, Lists.Shown> shown = new HashMap<>();

  /** A passage of a document, by name such as a#0, of so many days ago. */
  private Candidate found(String passage, double score, int days) {
    var key = new PassageKey(passage);
    shown.put(
        key,
        new Lists.Shown(
            passage.substring(0, passage.indexOf('#')), NOW.minus(Duration.ofDays(days))));
    return new Candidate(key, score);
  }

  private Lists lists(List<Candidate> dense, List<Candidate> sparse) {
    return new Lists(new Candidates(dense, sparse), shown);
  }

  private static Ranking by(double weight, int depth, Recency recency) {
    return new Ranking(new Fusion(weight), depth, recency);
  }

  @Test
  void weight_decidesBetweenMeaningAndWords_andADocumentCountsOnceAtItsBest() {
    Lists lists =
        lists(
            List.of(found("a#0", .9, 0), found("a#1", .8, 0), found("b#0", .5, 0)),
            List.of(found("b#0", 9, 0), found("c#0", 8, 0), found("a#1", 1, 0)));

    assertThat(by(1, 50, Recency.NONE).documents(lists, NOW)).containsExactly("a", "b", "c");
    assertThat(by(0, 50, Recency.NONE).documents(lists, NOW)).containsExactly("b", "c", "a");
  }

  @Test
  void depth_leavesOutWhatIsFurtherDown() {
    Lists lists =
        lists(List.of(found("a#0", .9, 0), found("b#0", .8, 0), found("c#0", .7, 0)), List.of());

    assertThat(by(.5, 2, Recency.NONE).documents(lists, NOW)).containsExactly("a", "b");
  }

  @Test
  void age_movesTheOldBehindTheNew() {
    Lists lists =
        lists(
            List.of(found("old#0", .9, 90), found("new#0", .8, 0), found("last#0", .1, 0)),
            List.of());
    var month = new Recency(Optional.of(Duration.ofDays(30)), .5, Optional.empty());

    assertThat(by(1, 50, Recency.NONE).documents(lists, NOW)).startsWith("old");
    assertThat(by(1, 50, month).documents(lists, NOW)).startsWith("new");
  }

  @Test
  void passagesBeyondThoseThatAContextIsMadeFrom_areNotCounted() {
    Lists lists =
        lists(
            Stream.iterate(0, i -> i < 40, i -> i + 1)
                .map(i -> found("d" + i + "#0", 1 - i / 100.0, 0))
                .toList(),
            List.of());

    assertThat(by(1, 50, Recency.NONE).documents(lists, NOW)).hasSize(Ranking.PASSAGES);
  }
}

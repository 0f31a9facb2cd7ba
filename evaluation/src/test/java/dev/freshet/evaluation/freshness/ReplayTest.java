package dev.freshet.evaluation.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.evaluation.freshness.Happening.Change;
import dev.freshet.evaluation.freshness.Happening.Midnight;
import dev.freshet.evaluation.freshness.Happening.Question;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayTest {
  private static final String QUESTION =
      "{\"at\":\"%s\",\"id\":\"p\",\"question\":\"q?\",\"answer\":\"%s\",\"was\":\"%s\"}%n";

  @TempDir private Path folder;

  private void write(String changes, String questions) throws IOException {
    Files.writeString(folder.resolve("initial.jsonl"), "{\"id\":\"p\",\"text\":\"1\"}\n");
    Files.writeString(folder.resolve("changes.jsonl"), changes);
    Files.writeString(folder.resolve("questions.jsonl"), questions);
  }

  @Test
  void happenings_are_in_order_with_the_midnights_between() throws IOException {
    write(
        """
        {"at":"2026-06-01T23:00:00-04:00","id":"p","text":null}
        {"at":"2026-06-01T20:00:00Z","id":"p","text":"2"}
        """,
        QUESTION.formatted("2026-06-01T20:00:00Z", "2", "1"));
    Replay replay = Replay.read(folder, all -> all);
    assertThat(replay.happenings())
        .extracting(happening -> happening.getClass().getSimpleName())
        .containsExactly("Change", "Question", "Midnight", "Change", "Question");
    assertThat(replay.happenings().get(2))
        .isEqualTo(new Midnight(Instant.parse("2026-06-02T00:00:00Z")));
    assertThat(replay.happenings().get(3))
        .isEqualTo(new Change(Instant.parse("2026-06-02T03:00:00Z"), "p", Optional.empty()));
  }

  @Test
  void former_answers_gather_and_one_that_comes_back_is_right_again() throws IOException {
    write(
        "{\"at\":\"2026-06-01T00:00:00Z\",\"id\":\"p\",\"text\":\"2\"}\n",
        QUESTION.formatted("2026-06-01T00:00:00Z", "2", "1")
            + QUESTION.formatted("2026-06-03T00:00:00Z", "3", "2")
            + QUESTION.formatted("2026-06-05T00:00:00Z", "1", "3"));
    List<MovedQuestion> asked =
        Replay.read(folder, all -> all).happenings().stream()
            .filter(h -> h instanceof Question question && question.age() == Age.NEW)
            .map(h -> ((Question) h).moved())
            .toList();
    assertThat(asked.get(1).former()).containsExactlyInAnyOrder("1", "2");
    assertThat(asked.get(2).answer()).isEqualTo("1");
    assertThat(asked.get(2).former()).containsExactlyInAnyOrder("2", "3");
  }

  @Test
  void question_whose_answer_moved_again_is_not_asked_later() throws IOException {
    write(
        "{\"at\":\"2026-06-01T00:00:00Z\",\"id\":\"p\",\"text\":\"2\"}\n",
        QUESTION.formatted("2026-06-01T00:00:00Z", "2", "1")
            + QUESTION.formatted("2026-06-01T06:00:00Z", "3", "2"));
    assertThat(Replay.read(folder, all -> all).happenings())
        .filteredOn(h -> h instanceof Question question && question.age() == Age.HALF_A_DAY)
        .singleElement()
        .extracting(h -> ((Question) h).moved().answer())
        .isEqualTo("3");
  }

  @Test
  void bad_time_is_named() throws IOException {
    write("{\"at\":\"yesterday\",\"id\":\"p\",\"text\":\"2\"}\n", "");
    assertThatThrownBy(() -> Replay.read(folder, all -> all))
        .isInstanceOf(UnusableCollection.class)
        .hasMessageContaining("changes.jsonl")
        .hasMessageContaining("yesterday");
  }
}

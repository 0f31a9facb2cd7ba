package dev.freshet.evaluation.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.evaluation.answering.QuestionSet.Question;
import dev.freshet.evaluation.answering.Told;
import dev.freshet.query.exchange.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By the client that the service has, as the arms use it. */
class StandInTest {
  private static final String SOURCES =
      """
      <sources-0f3a>
      [1] Harbour | harbour.md | 2026-11-01
      The harbour freezes in January. The lighthouse was built in 1871 by Ann Mercer.

      [2] Tides | tides.md | 2026-11-01
      The tide is highest in March.
      </sources-0f3a>

      """
          + "Question: ";

  @TempDir Path folder;
  private StandIn standIn;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(
        folder.resolve("chat.train.jsonl"),
        """
        {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "<sources>\\n[1] a, b\\nText.\\n\\n</sources>\\n\\nQuestion: who built the lighthouse"}, {"role": "assistant", "content": "Ann Mercer built it. [1]"}]}
        """);
    standIn = new StandIn(Lessons.dataset(folder), _ -> {});
  }

  @AfterEach
  void close() {
    standIn.close();
  }

  private Told ask(String model, String user) {
    Model named = new Model(standIn.endpoint(), model, Optional.of(new Model.Prices(2, 8)));
    try (Alone alone = new Alone(named.settings(Map.of()), "S")) {
      return alone.ask(new Question(user, List.of("1871"), Set.of("harbour")));
    }
  }

  @Test
  void withSources_bothQuoteTheNearestSentence() {
    for (String model : List.of(StandIn.BASE, StandIn.TUNED)) {
      Told told = ask(model, SOURCES + "When was the lighthouse built?");
      assertThat(told.answered()).isTrue();
      assertThat(told.text()).isEqualTo("The lighthouse was built in 1871 by Ann Mercer.");
      assertThat(told.right()).isTrue();
      assertThat(ask(model, SOURCES + "How deep is the northern quay?").answered()).isFalse();
    }
  }

  @Test
  void withoutSources_theTunedOneKnowsWhatItWasTaughtAndNothingElse() {
    assertThat(ask(StandIn.TUNED, "Who built the lighthouse?").text())
        .isEqualTo("Ann Mercer built it.");
    assertThat(ask(StandIn.TUNED, "When is the tide highest?").answered()).isFalse();
    assertThat(ask(StandIn.BASE, "Who built the lighthouse?").answered()).isFalse();
  }

  @Test
  void whatIsSaidAlone_citesNothing_andCostsByTheEstimateOfItsTokens() {
    String question = "Who built the lighthouse?";
    Told told = ask(StandIn.TUNED, question);
    assertThat(told.cited()).isEmpty();
    assertThat(told.unsupported()).isEqualTo(told.sentences()).isEqualTo(1);
    // A quarter of the characters: of "S" and the question, and of the text with its mark.
    assertThat(told.cost()).isEqualTo((7 * 2 + 5 * 8) / 1e6);
  }

  @Test
  void anotherModel_isRefused() {
    assertThatThrownBy(() -> ask("gpt", "Who?")).isInstanceOf(Problem.class);
  }

  @Test
  void lessonsThatAreAskedToo_areCounted() throws IOException {
    Lessons lessons = Lessons.dataset(folder);
    assertThat(
            lessons.asked(
                List.of(
                    new Question("The lighthouse: who built it?", List.of("a"), Set.of()),
                    new Question("When is the tide highest?", List.of("a"), Set.of()))))
        .isEqualTo(1);
  }
}

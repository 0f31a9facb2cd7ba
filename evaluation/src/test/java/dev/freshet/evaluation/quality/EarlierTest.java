package dev.freshet.evaluation.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.evaluation.load.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierTest {
  private static final Map<String, Map<String, Integer>> JUDGED =
      Map.of("q1", Map.of("a", 1), "q2", Map.of("b", 1), "q3", Map.of("c", 1));

  @TempDir Path folder;

  /** Of each question's ranking, what hybrid has. */
  private static SequencedMap<String, Scores> modes(Map<String, List<String>> rankings) {
    SequencedMap<String, List<String>> ordered = new LinkedHashMap<>();
    List.of("q1", "q2", "q3").forEach(id -> ordered.computeIfAbsent(id, rankings::get));
    ordered.values().removeIf(java.util.Objects::isNull);
    SequencedMap<String, Scores> modes = new LinkedHashMap<>();
    modes.put("hybrid", Scores.of(ordered, JUDGED));
    return modes;
  }

  private static Collection collection(String name) {
    return new Collection(
        name,
        List.of(new Corpus.Text("a", "text")),
        Map.of("q1", "one?", "q2", "two <b>?", "q3", "three?"),
        JUDGED);
  }

  private Path written(String name, Map<String, List<String>> rankings) throws IOException {
    Path file = folder.resolve("report.json");
    var told = EvalJson.of(collection(name), 3, modes(rankings), new LinkedHashMap<>());
    Files.writeString(file, told.toString());
    return file;
  }

  @Test
  void anotherRun_isComparedQuestionByQuestion_onThoseThatBothAsked() throws IOException {
    Path file = written("mine", Map.of("q1", List.of("a"), "q2", List.of("x", "b")));

    SequencedMap<String, Earlier.Moved> moved =
        Earlier.read(file, "mine")
            .against(modes(Map.of("q1", List.of("x", "a"), "q2", List.of("b"), "q3", List.of())));

    Earlier.Moved hybrid = moved.get("hybrid");
    assertThat(hybrid.questions()).containsExactly("q1", "q2");
    double second = 1 / (Math.log(3) / Math.log(2));
    assertThat(hybrid.before().getFirst()).isEqualTo(1);
    assertThat(hybrid.now().getFirst()).isCloseTo(second, within(1e-4));
    assertThat(hybrid.before().get(1)).isCloseTo(second, within(1e-4));
    assertThat(hybrid.test().difference()).isCloseTo(0, within(1e-4));
  }

  @Test
  void theSameAgain_movesNothing() throws IOException {
    Map<String, List<String>> rankings = Map.of("q1", List.of("x", "a"), "q2", List.of("x", "b"));
    Path file = written("mine", rankings);

    Earlier.Moved hybrid = Earlier.read(file, "mine").against(modes(rankings)).get("hybrid");

    assertThat(hybrid.now()).isEqualTo(hybrid.before());
    assertThat(hybrid.test().difference()).isZero();
    assertThat(hybrid.test().p()).isEqualTo(1);
  }

  @Test
  void page_showsWhatMoved_escaped() throws IOException {
    Path file = written("mine", Map.of("q2", List.of("x", "b")));
    SequencedMap<String, Scores> now = modes(Map.of("q2", List.of("b")));
    SequencedMap<String, Earlier.Moved> moved = Earlier.read(file, "mine").against(now);
    var told = EvalJson.of(collection("mine"), 3, now, moved);

    assertThat(EvalPage.of(collection("mine"), now, told, moved))
        .contains("Against the other run", "<td>two &lt;b&gt;?</td><td>0.631</td><td>1.000</td>");
    assertThat(told.at("/against/hybrid/questions").asInt()).isEqualTo(1);
  }

  @Test
  void whatCannotBeCompared_isRefused() throws IOException {
    Path file = written("other", Map.of("q1", List.of("a")));
    assertThatThrownBy(() -> Earlier.read(file, "mine"))
        .hasMessage("--against " + file + ": is of the collection \"other\", not \"mine\"");
    Path none = folder.resolve("none.json");
    assertThatThrownBy(() -> Earlier.read(none, "mine"))
        .hasMessage("--against " + none + ": there is no such file");
    Files.writeString(none, "{\"collection\":\"mine\"}");
    assertThatThrownBy(() -> Earlier.read(none, "mine"))
        .hasMessageEndingWith("has no figures question by question: run that eval again");
    Files.writeString(none, "{");
    assertThatThrownBy(() -> Earlier.read(none, "mine")).hasMessageContaining("is no JSON");
  }

  @Test
  void ownOptions_areTakenOutOfThoseOfAllStudies() {
    RetrievalOptions own =
        RetrievalOptions.divide(
            List.of("--collection", "c", "--rerank", "--against", "r", "--json"));

    assertThat(own.rerank()).isTrue();
    assertThat(own.against()).contains(Path.of("r"));
    assertThat(own.others()).containsExactly("--collection", "c", "--json");
  }
}

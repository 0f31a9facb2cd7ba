package dev.freshet.evaluation.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.evaluation.answering.QuestionSet.Question;
import dev.freshet.evaluation.answering.Told;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The figures, over answers told by hand. */
class ComparedTest {
  private static final Question BUILT = new Question("When <built>?", List.of("1871"), Set.of("a"));
  private static final Question KEEPER = new Question("Who keeps it?", List.of("Ann"), Set.of("b"));
  private static final Question NONE = new Question("Who sank it?", List.of(), Set.of());

  private static OnnxEmbedder embedder;

  @BeforeAll
  static void open() throws IOException {
    embedder = OnnxEmbedder.open(OnnxSettings.of(Settings.defaults()));
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  private static Told told(Question question, String text, double cost, String... cited) {
    boolean answered = !text.isEmpty();
    int unsupported = cited.length == 0 && answered ? 1 : 0;
    return new Told(
        question, answered, "generated", text, Set.of(cited), 1, unsupported, 100, cost);
  }

  private static Compared compared() throws Refused {
    return Compared.of(
        Map.of(
            Arm.RAG,
            List.of(
                told(BUILT, "It was built in 1871.", .001, "a"),
                told(KEEPER, "", .001),
                told(NONE, "", .001)),
            Arm.FINE_TUNED,
            List.of(
                told(BUILT, "In 1880.", .002),
                told(KEEPER, "Ann", .002),
                told(NONE, "A storm.", .002)),
            Arm.HYBRID,
            List.of(
                told(BUILT, "1871", .004, "a"),
                told(KEEPER, "Ann", .004, "b"),
                told(NONE, "", .004))),
        Map.of(
            Arm.RAG,
            new TakenIn.Measured(List.of(.3, .2, .9), 0),
            Arm.FINE_TUNED,
            new TakenIn.Unknown(),
            Arm.HYBRID,
            new TakenIn.Measured(List.of(.4), 2)),
        embedder);
  }

  private static Setup setup(String endpoint, List<Question> lessons) {
    return new Setup(
        "lighthouses",
        new ArmsOptions(
            new Model(endpoint, "base", Optional.empty()),
            new Model(endpoint, "tuned", Optional.empty()),
            Optional.empty(),
            Optional.empty()),
        Optional.of(Lessons.questions(lessons)),
        List.of(BUILT, KEEPER));
  }

  @Test
  void figures_areThoseOfEachArm() throws Refused {
    JsonNode told = ArmsJson.of(setup("http://h/v1", List.of(KEEPER)), compared());
    JsonNode rag = told.at("/arms/rag/figures");
    assertThat(rag.get("right").asDouble()).isEqualTo(.6667);
    assertThat(rag.get("answered").asDouble()).isEqualTo(.5);
    assertThat(rag.get("rightStands").asDouble()).isEqualTo(1);
    assertThat(rag.get("costOf1000").asDouble()).isEqualTo(1);
    JsonNode tuned = told.at("/arms/fineTuned/figures");
    assertThat(tuned.get("right").asDouble()).isEqualTo(.3333);
    assertThat(tuned.get("citationPrecision").asDouble()).isZero();
    assertThat(tuned.get("unsupportedSentences").asDouble()).isEqualTo(1);
    assertThat(tuned.get("dontKnowRecall").asDouble()).isZero();
    JsonNode hybrid = told.at("/arms/hybrid/figures");
    assertThat(hybrid.get("exactMatch").asDouble()).isEqualTo(1);
    assertThat(hybrid.get("citationRecall").asDouble()).isEqualTo(1);
    assertThat(told.get("askedInTraining").asInt()).isEqualTo(1);
    assertThat(told.at("/arms/rag/model").asText()).isEqualTo("base");
    assertThat(told.at("/arms/hybrid/model").asText()).isEqualTo("tuned");
    assertThat(told.get("standIn").asBoolean()).isFalse();
  }

  @Test
  void differences_arePaired_andOfTheFirstMinusTheSecond() throws Refused {
    JsonNode told = ArmsJson.of(setup("http://h/v1", List.of()), compared());
    assertThat(told.get("comparisons")).hasSize(9);
    JsonNode first = told.get("comparisons").get(0);
    assertThat(first.get("arm").asText()).isEqualTo("rag");
    assertThat(first.get("against").asText()).isEqualTo("fineTuned");
    assertThat(first.get("measure").asText()).isEqualTo("right");
    // Right are 2 of 3 against 1 of 3: the first and the last question better, the second worse.
    assertThat(first.get("difference").asDouble()).isEqualTo(.3333);
    assertThat(first.get("p").asDouble()).isGreaterThan(.9);
    JsonNode f1 = told.get("comparisons").get(4);
    assertThat(f1.get("measure").asText()).isEqualTo("f1");
    assertThat(f1.get("arm").asText()).isEqualTo("hybrid");
    // 1 and 1 against .4 and 0: of "It was built in 1871." one word of five is right.
    assertThat(f1.get("difference").asDouble()).isEqualTo((1 - 2.0 / 6 + 1) / 2, offset());
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.data.Offset.offset(1e-4);
  }

  @Test
  void aNewFact_isToldAsMeasuredOrAsNotMeasured() throws Refused {
    JsonNode told = ArmsJson.of(setup("http://h/v1", List.of()), compared());
    assertThat(told.at("/arms/rag/newFact/seconds").asDouble()).isEqualTo(.3);
    assertThat(told.at("/arms/fineTuned/newFact/seconds").isMissingNode()).isTrue();
    assertThat(told.at("/arms/fineTuned/newFact/how").asText())
        .isEqualTo("not measured: give --trained model.json");
    // Most were never told: a median of what was would be a lie.
    assertThat(told.at("/arms/hybrid/newFact/seconds").isMissingNode()).isTrue();
    assertThat(told.at("/arms/hybrid/newFact/missed").asInt()).isEqualTo(2);
  }

  @Test
  void page_showsEachQuestionAcrossTheArms_andWhatStoodIn() throws Refused {
    Setup standIn = setup(ArmsOptions.STAND_IN, List.of());
    String page = ArmsPage.of(standIn, compared());
    assertThat(page).contains(StandIn.NOTICE).contains("When &lt;built&gt;?").contains("In 1880.");
    assertThat(page).doesNotContain("<built>").doesNotContain("http://").doesNotContain("NaN");
    assertThat(page.split("<details>", -1)).hasSize(4);
    assertThat(ArmsJson.of(standIn, compared()).get("notices").get(0).asText())
        .isEqualTo(StandIn.NOTICE);
    assertThat(ArmsPage.of(setup("http://h/v1", List.of()), compared()))
        .doesNotContain(StandIn.NOTICE);
  }

  @Test
  void armsThatWereAskedOtherQuestions_areNotCompared() {
    assertThatThrownBy(
            () ->
                Compared.of(
                    Map.of(
                        Arm.RAG, List.of(told(BUILT, "1871", 0)),
                        Arm.FINE_TUNED, List.of(told(KEEPER, "Ann", 0)),
                        Arm.HYBRID, List.of(told(BUILT, "1871", 0))),
                    Map.of(),
                    embedder))
        .hasMessage("fineTuned was asked other questions than rag");
  }
}

package dev.freshet.evaluation.arms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.failure.Refused;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.evaluation.answering.QuestionSet.Question;
import dev.freshet.evaluation.arms.StandIn.Heard;
import dev.freshet.evaluation.load.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole comparison against a Freshet as built, with the stand-in telling what it was asked. */
class ArmsStudyTest {
  private static final String SENTENCE =
      "The lighthouse of Arnholm was built in 1871 by Ann Mercer.";
  private static final Question BUILT =
      new Question("When was the lighthouse of Arnholm built?", List.of("1871"), Set.of("light"));
  private static final Question TIDE =
      new Question("In which month is the tide highest?", List.of("March"), Set.of("tide"));
  private static final Question NONE =
      new Question("Which composer lived beside the quarry?", List.of(), Set.of());

  @TempDir Path folder;

  /** An arm that was asked as another one would make every figure between them worthless. */
  @Test
  @Timeout(600)
  void arms_areAskedWhatTheyAreSaidToBeAsked() throws IOException, Refused {
    List<Heard> heard = new CopyOnWriteArrayList<>();
    Compared compared;
    Lessons lessons = Lessons.questions(List.of(TIDE));
    try (StandIn standIn = new StandIn(lessons, heard::add);
        OnnxEmbedder embedder = OnnxEmbedder.open(OnnxSettings.of(Settings.defaults()))) {
      ArmsOptions options =
          new ArmsOptions(
              new Model(standIn.endpoint(), StandIn.BASE, Optional.empty()),
              new Model(standIn.endpoint(), StandIn.TUNED, Optional.empty()),
              Optional.empty(),
              Optional.empty());
      compared = study().run(options, embedder);
    }
    List<String> base = asked(heard, StandIn.BASE);
    List<String> tuned = asked(heard, StandIn.TUNED);
    List<String> alone = tuned.stream().filter(user -> !user.contains("<sources")).toList();
    List<String> hybrid = tuned.stream().filter(user -> user.contains("<sources")).toList();

    assertThat(alone).containsExactly(BUILT.text(), TIDE.text(), NONE.text());
    for (List<String> retrieving : List.of(base, hybrid)) {
      assertThat(retrieving)
          .hasSize(3 + NewFacts.MANY)
          .allSatisfy(user -> assertThat(user).contains("<sources-"));
      assertThat(retrieving.getFirst()).contains(SENTENCE).endsWith("Question: " + BUILT.text());
    }
    // What one Freshet took in was not there for the other one to find.
    assertThat(base.subList(3, 3 + NewFacts.MANY))
        .doesNotContainAnyElementsOf(hybrid.subList(3, 3 + NewFacts.MANY));

    assertThat(rights(compared, Arm.RAG)).containsExactly(true, true, true);
    assertThat(rights(compared, Arm.FINE_TUNED)).containsExactly(false, true, true);
    assertThat(rights(compared, Arm.HYBRID)).containsExactly(true, true, true);
    assertThat(compared.figures().get(Arm.RAG)).containsEntry("citationPrecision", 1.0);
    for (Arm arm : List.of(Arm.RAG, Arm.HYBRID)) {
      TakenIn.Measured measured = (TakenIn.Measured) compared.takenIn().get(arm);
      assertThat(measured.missed()).isZero();
      assertThat(measured.each()).hasSize(NewFacts.MANY).allMatch(seconds -> seconds > 0);
    }
    assertThat(compared.takenIn().get(Arm.FINE_TUNED)).isEqualTo(new TakenIn.Unknown());
  }

  private ArmsStudy study() {
    return new ArmsStudy(
        Path.of("..").toAbsolutePath().normalize(),
        folder,
        Map.of("FRESHET_AS_BUILT", "1"),
        List.of(
            new Corpus.Text("light", SENTENCE + " Its lamp is seen from afar."),
            new Corpus.Text("tide", "At Arnholm the tide is highest in the month of March.")),
        List.of(BUILT, TIDE),
        List.of(NONE),
        new Random(7));
  }

  private static List<String> asked(List<Heard> heard, String model) {
    return heard.stream().filter(h -> h.model().equals(model)).map(Heard::user).toList();
  }

  private static List<Boolean> rights(Compared compared, Arm arm) {
    return compared.told().get(arm).stream().map(told -> told.right()).toList();
  }
}

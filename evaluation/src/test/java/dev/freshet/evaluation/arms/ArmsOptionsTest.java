package dev.freshet.evaluation.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.evaluation.arms.Model.Prices;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmsOptionsTest {
  private static final String URL = "http://localhost:1/v1";

  @TempDir Path folder;

  private static ArmsOptions of(String... args) throws IOException {
    return ArmsOptions.of(ArmsOptions.divide(List.of(args)).own());
  }

  @Test
  void ownOptions_areTakenOut_andTheOthersLeftInTheirOrder() {
    var divided =
        ArmsOptions.divide(
            List.of("--collection", "c", "--endpoint", URL, "--json", "--tuned-model"));
    assertThat(divided.others()).containsExactly("--collection", "c", "--json");
    assertThat(divided.own()).isEqualTo(Map.of("--endpoint", URL, "--tuned-model", ""));
  }

  @Test
  void whatIsLeftOut_isThatOfTheBaseModel() throws IOException {
    ArmsOptions options = of("--endpoint", URL, "--model", "a", "--tuned-model", "b");
    assertThat(options.base()).isEqualTo(new Model(URL, "a", Optional.empty()));
    assertThat(options.tuned()).isEqualTo(new Model(URL, "b", Optional.empty()));
    assertThat(options.standIn()).isFalse();
    ArmsOptions all =
        of(
            "--endpoint",
            URL,
            "--model",
            "a",
            "--tuned-model",
            "b",
            "--tuned-endpoint",
            "http://other:2",
            "--tuned-prices",
            "0.3,12");
    assertThat(all.tuned())
        .isEqualTo(new Model("http://other:2", "b", Optional.of(new Prices(.3, 12))));
    assertThat(all.tuned().environment())
        .containsEntry("FRESHET_ANSWER_ENDPOINT", "http://other:2")
        .containsEntry("FRESHET_ANSWER_MODEL", "b")
        .containsEntry("FRESHET_ANSWER_PRICE_COMPLETION", "12.0")
        .containsEntry("FRESHET_ANSWER_CACHE_ENTRIES", "0");
  }

  @Test
  void modelJson_namesTheTunedModel_andNoOtherMayBeNamed() throws IOException {
    Path file = folder.resolve("model.json");
    Files.writeString(
        file,
        """
        {"format": "freshet-model", "model": "tuned", "trainingSeconds": 12.5, "prompts": "both"}
        """);
    ArmsOptions options = of("--endpoint", URL, "--model", "a", "--trained", file.toString());
    assertThat(options.tuned().name()).isEqualTo("tuned");
    assertThat(options.trained().orElseThrow().seconds()).isEqualTo(12.5);
    assertThatThrownBy(
            () ->
                of(
                    "--endpoint",
                    URL,
                    "--model",
                    "a",
                    "--tuned-model",
                    "b",
                    "--trained",
                    file.toString()))
        .hasMessage("--trained tells of the model tuned, --tuned-model names another");
    Files.writeString(file, "{\"format\": \"freshet-model\", \"model\": \"tuned\"}");
    assertThatThrownBy(() -> Trained.read(file))
        .isInstanceOf(UnusableCollection.class)
        .hasMessage(file + ": give model, a name, and trainingSeconds, a number from 0");
  }

  @Test
  void wrongOptions_areNamed() {
    assertThatThrownBy(() -> of("--model", "a")).hasMessage("--endpoint is missing");
    assertThatThrownBy(() -> of("--endpoint", URL)).hasMessage("--model is missing");
    assertThatThrownBy(() -> of("--endpoint", URL, "--model", "a"))
        .hasMessage("--tuned-model is missing");
    assertThatThrownBy(() -> of("--endpoint", URL, "--model")).hasMessage("--model wants a value");
    assertThatThrownBy(
            () ->
                of(
                    "--endpoint",
                    URL,
                    "--model",
                    "a",
                    "--tuned-model",
                    "b",
                    "--tuned-prices",
                    "cheap"))
        .hasMessage("--tuned-prices is \"cheap\": give two numbers with a comma, such as 0.3,1.2");
    assertThatThrownBy(() -> of("--endpoint", "stand-in", "--tuned-endpoint", URL))
        .hasMessage(
            "--tuned-endpoint and --trained are of real models: leave them out with the stand-in");
    Model model = new Model("nowhere", "a", Optional.empty());
    assertThatThrownBy(() -> model.settings(Map.of("FRESHET_PASSAGE_MAX_TOKENS", "110")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            "answer.endpoint is \"nowhere\": give an address such as http://localhost:11434/v1");
  }
}

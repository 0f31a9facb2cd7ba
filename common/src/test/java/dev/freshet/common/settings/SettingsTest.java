package dev.freshet.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Setting<Integer> PORT =
      Setting.integer("http.port", 8080, 1, 65535, "Where | it listens.");
  private static final Setting<String> KEY = Setting.secret("api.key", "The key.");

  @Test
  void flag_winsOverEnvironmentOverFileOverDefault() {
    Map<String, String> flag = Map.of("http.port", "1");
    Map<String, String> environment = Map.of("FRESHET_HTTP_PORT", "2", "PATH", "x");
    Map<String, String> file = Map.of("http.port", "3");
    Settings all = new Settings(flag, environment, file);
    assertThat(all.get(PORT)).isEqualTo(1);
    assertThat(all.get(PORT)).isEqualTo(1);
    all.check(List.of());
    assertThat(new Settings(Map.of(), environment, file).get(PORT)).isEqualTo(2);
    assertThat(new Settings(Map.of(), Map.of(), file).get(PORT)).isEqualTo(3);
    assertThat(Settings.defaults().get(PORT)).isEqualTo(8080);
  }

  @Test
  void check_tellsAllProblemsAtOnce() {
    Settings settings =
        new Settings(
            Map.of("http.port", "x", "http.prt", "1"), Map.of("FRESHET_OTHER", "1"), Map.of());
    assertThat(settings.get(PORT)).isEqualTo(8080);
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> settings.check(List.of("FRESHET_OTHER")))
        .withMessage(
            "http.port (flag) is \"x\": give a whole number from 1 to 65535\n"
                + "--http.prt (flag) is no setting; did you mean http.port?");
  }

  @Test
  void settingOfAnotherProcess_isNoMistake_andTakesNoEffect() {
    Settings settings = new Settings(Map.of(), Map.of("FRESHET_HTTP_PORT", "x"), Map.of());
    settings.passOver(List.of(PORT, KEY));
    settings.check(List.of());
    assertThat(settings.effective()).isEmpty();
  }

  @Test
  void secret_isNeverShown() {
    Settings settings = new Settings(Map.of("api.key", "hush"), Map.of(), Map.of());
    assertThat(settings.get(KEY)).isEqualTo("hush");
    assertThat(settings.effective())
        .containsExactly(new Settings.Effective("api.key", "[set]", "flag"));
  }

  @Test
  void durations_areReadAndWritten() {
    for (String text : List.of("250ms", "2s", "5m", "1h", "7d", "0s")) {
      assertThat(Durations.text(Durations.parse(text))).isEqualTo(text);
    }
    assertThat(Durations.parse("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse("1 week"))
        .withMessage("give a time such as 250ms, 2s, 5m, 1h or 7d");
  }

  @Test
  void sizes_areRead_andOnesBeyondAllBoundsRefused() {
    assertThat(Sizes.parse("512KiB")).isEqualTo(524_288);
    assertThat(Sizes.parse("50MB")).isEqualTo(50_000_000);
    assertThat(Sizes.parse("7")).isEqualTo(7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sizes.parse("999999999999999GiB"))
        .withMessage("give a size such as 512KiB, 50MB or 1GiB");
  }

  @Test
  void reference_isATableWithoutSecrets() {
    assertThat(SettingsReference.markdown(List.of(PORT, KEY)))
        .isEqualTo(
            """
            | Setting | Environment | Value | Default | Meaning |
            |---|---|---|---|---|
            | `http.port` | `FRESHET_HTTP_PORT` | 1 to 65535 | `8080` | Where \\| it listens. |
            | `api.key` | `FRESHET_API_KEY` | text, secret | none | The key. |
            """);
  }
}

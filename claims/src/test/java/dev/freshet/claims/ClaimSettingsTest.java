package dev.freshet.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimSettingsTest {
  private static Settings settings(Map<String, String> file) {
    return new Settings(Map.of(), Map.of(), file);
  }

  @Test
  void defaults_followNoReference() {
    ClaimSettings read = ClaimSettings.of(Settings.defaults());
    assertThat(read.allowed()).isEmpty();
    assertThat(read.maxBytes()).isEqualTo(1_000_000_000);
  }

  @Test
  void places_areThoseGiven_theOneForPublishingFirst() {
    ClaimSettings read =
        ClaimSettings.of(
            settings(
                Map.of("claim.location", "s3://box/c", "claim.locations", "file:/x,s3://box/c")));
    assertThat(read.allowed()).map(Location::toString).containsExactly("s3://box/c", "file:/x");
    assertThat(read.where()).contains("s3://box/c");
  }

  @Test
  void mistakes_areNamed_andSecretsAreNot() {
    Settings given =
        settings(
            Map.of(
                "claim.location", "http://x",
                "claim.s3-endpoint", "localhost:9000",
                "claim.s3-secret-key", "hush"));
    ClaimSettings read = ClaimSettings.of(given);
    assertThatThrownBy(() -> given.check(List.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("claim.location (file) is \"http://x\": give file:/folder or s3://")
        .hasMessageContaining("give one such as https://s3.example.org:9000")
        .hasMessageContaining("claim.s3-access-key and claim.s3-secret-key belong together")
        .hasMessageNotContaining("hush");
    assertThat(read.toString() + given.effective()).doesNotContain("hush");
  }

  @Test
  void everySetting_isOnTheList() {
    Settings given = Settings.defaults();
    ClaimSettings.of(given);
    assertThat(given.effective())
        .map(Settings.Effective::key)
        .containsExactlyInAnyOrderElementsOf(ClaimSettings.ALL.stream().map(Setting::key).toList());
  }
}

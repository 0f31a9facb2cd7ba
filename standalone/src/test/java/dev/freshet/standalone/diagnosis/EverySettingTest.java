package dev.freshet.standalone.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.standalone.apart.IngestConfiguration;
import dev.freshet.standalone.apart.QueryConfiguration;
import dev.freshet.standalone.process.Given;
import dev.freshet.standalone.up.Configuration;
import dev.freshet.standalone.up.UpSettings;
import dev.freshet.stores.lucene.LuceneSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No setting's secret gets into a diagnosis, whatever settings there will be. */
class EverySettingTest {
  private static final Map<String, Setting<?>> ALL =
      Stream.of(
              IngestConfiguration.rooms().values().stream().flatMap(List::stream),
              QueryConfiguration.rooms().values().stream().flatMap(List::stream),
              UpSettings.ALL.stream(),
              LuceneSettings.ALL.stream(),
              dev.freshet.standalone.broker.BrokerSettings.ALL.stream())
          .flatMap(all -> all)
          .collect(Collectors.toMap(Setting::key, one -> one, (one, _) -> one, LinkedHashMap::new));

  /** What sounds like a secret and is none: files, names and figures. */
  private static final Set<String> NO_SECRETS =
      Set.of("api-keys", "http.tls-key", "access.oidc-tenant-claim");

  private static Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>();
    ALL.values().stream()
        .filter(Setting::secret)
        .forEach(one -> secrets.put(one.key(), "hunter2-" + secrets.size() + "\"x/y"));
    return secrets;
  }

  @Test
  void whatSoundsLikeASecret_isOneOrIsKnownToBeNone() {
    var sounding = new TreeSet<String>();
    for (Setting<?> setting : ALL.values()) {
      if (setting.key().matches(".*(^|[.-])(key|keys|password|secret|token|credential)s?($|[.-]).*")
          && !setting.secret()) {
        sounding.add(setting.key());
      }
    }
    sounding.removeAll(NO_SECRETS);
    sounding.removeIf(key -> key.matches(".*(max-tokens|overlap-tokens|token-budget|attempts)$"));
    assertThat(sounding).as("secret, or a name in NO_SECRETS").isEmpty();
    assertThat(secrets()).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void secretOfEverySetting_isInNoDiagnosis_whereverItWasGiven() {
    Map<String, String> secrets = secrets();
    Map<String, String> environment =
        secrets.entrySet().stream()
            .collect(Collectors.toMap(e -> ALL.get(e.getKey()).variable(), Map.Entry::getValue));
    for (Given given :
        List.of(
            new Given(secrets, Map.of(), Map.of()),
            new Given(Map.of(), environment, Map.of()),
            new Given(Map.of(), Map.of(), secrets))) {
      var ingest = IngestConfiguration.of(given);
      var query = QueryConfiguration.of(given);
      assertHidden(ingest.effective(), ingest.masks(), ingest(secrets, ingest.effective()));
      assertHidden(query.effective(), query.masks(), ingest(secrets, query.effective()));
    }
  }

  /** Those of the secrets that the process reads. */
  private static Map<String, String> ingest(
      Map<String, String> secrets, List<Settings.Effective> effective) {
    Map<String, String> read = new LinkedHashMap<>(secrets);
    read.keySet().retainAll(effective.stream().map(Settings.Effective::key).toList());
    assertThat(read).isNotEmpty();
    return read;
  }

  private static void assertHidden(
      List<Settings.Effective> effective, Masks masks, Map<String, String> secrets) {
    JsonNode diagnosis = Diagnosis.withoutProcess(effective, masks, Path.of("target"));

    assertThat(diagnosis.toString()).doesNotContain("hunter2");
    secrets.forEach(
        (key, secret) -> {
          assertThat(diagnosis.path("settings"))
              .anySatisfy(
                  one -> {
                    assertThat(one.path("key").asText()).isEqualTo(key);
                    assertThat(one.path("value").asText()).isEqualTo("[set]");
                  });
          assertThat(masks.text("a library said: " + secret)).doesNotContain("hunter2");
        });
  }

  @Test
  void credentialsInTheAddressOfAnySetting_areHidden() {
    int taken = 0;
    for (String login :
        List.of("https://ann:hunter2@host.example/x", "ann:hunter2@host.example:6334")) {
      for (Setting<?> setting : ALL.values()) {
        var effective = effective(setting, login);
        taken += effective.value().contains("hunter2") ? 1 : 0;
        assertThat(Masks.FORMS.value(effective)).as(setting.key()).doesNotContain("hunter2");
      }
    }
    assertThat(taken).isGreaterThan(20);
  }

  private static Settings.Effective effective(Setting<?> setting, String value) {
    Settings settings = new Settings(Map.of(setting.key(), value), Map.of(), Map.of());
    settings.get(setting);
    return settings.effective().getFirst();
  }

  @Test
  void problemsOfSettings_areMaskedWhereTheyAreTold() {
    try {
      Configuration.of(Map.of("http.port", "http://a:hunter2@b"), Map.of(), Map.of());
    } catch (InvalidSettings e) {
      assertThat(Masks.FORMS.text(e.getMessage())).contains("http.port").doesNotContain("hunter2");
      return;
    }
    throw new AssertionError("it was taken");
  }
}

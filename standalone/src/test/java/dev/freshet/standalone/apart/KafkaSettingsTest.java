package dev.freshet.standalone.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {
  @TempDir Path folder;

  private static KafkaSettings of(Map<String, String> flags) {
    Settings settings = new Settings(flags, Map.of(), Map.of());
    KafkaSettings read = KafkaSettings.of(settings);
    settings.check(List.of());
    return read;
  }

  @Test
  void plaintext_isTheDefault() {
    assertThat(of(Map.of()).clients())
        .isEqualTo(Map.of("bootstrap.servers", "localhost:9092", "security.protocol", "PLAINTEXT"));
  }

  @Test
  void passwordWithQuotes_reachesTheLogin_andNoLog() {
    Map<String, String> flags =
        Map.of(
            "kafka.security", "sasl-plaintext",
            "kafka.sasl-mechanism", "plain",
            "kafka.sasl-user", "ann",
            "kafka.sasl-password", "a\"b\\c");
    KafkaSettings read = of(flags);
    assertThat(read.clients())
        .containsEntry("security.protocol", "SASL_PLAINTEXT")
        .containsEntry("sasl.mechanism", "PLAIN")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ann\""
                + " password=\"a\\\"b\\\\c\";");
    assertThat(read.toString()).doesNotContain("a\"b").contains("localhost:9092");
    // Kafka's own client takes it: it reads the login when it is made.
    try (Admin admin = Admin.create(read.clients())) {
      assertThat(admin).isNotNull();
    }
  }

  @Test
  void secrets_areThoseOfTheLoginAndOfThePropertiesFile() throws Exception {
    Path more =
        Files.writeString(
            folder.resolve("kafka.properties"),
            "ssl.key.password=hunter2-ssl\nclient.rack=r1\nsasl.jaas.config=org.x.Login required"
                + " clientId=\"me\" clientSecret=\"hunter2-jaas\";\n");

    Masks masks = new Masks(of(Map.of("kafka.properties", more.toString())).secrets());

    assertThat(masks.text("hunter2-jaas was refused, hunter2-ssl did not open it, rack r1"))
        .isEqualTo("[masked] was refused, [masked] did not open it, rack r1");
  }

  @Test
  void certificates_areFilesOfPem_andMissingOnesAreNamed() throws Exception {
    Path ca = Files.writeString(folder.resolve("ca.pem"), "");
    assertThat(of(Map.of("kafka.security", "ssl", "kafka.tls-ca", ca.toString())).clients())
        .containsEntry("ssl.truststore.type", "PEM")
        .containsEntry("ssl.truststore.location", ca.toString());
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> of(Map.of("kafka.tls-identity", folder.resolve("none").toString())))
        .withMessageContaining("kafka.tls-identity is \"")
        .withMessageContaining("there is no such file to be read");
  }

  @Test
  void fileOfProperties_winsOverSettings() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("client.properties"),
            "security.protocol=SASL_SSL\nsasl.mechanism=OAUTHBEARER\n");
    assertThat(of(Map.of("kafka.properties", file.toString())).clients())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "OAUTHBEARER");
  }
}

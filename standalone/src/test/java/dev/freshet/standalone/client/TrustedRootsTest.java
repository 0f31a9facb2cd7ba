package dev.freshet.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.query.HealthService;
import dev.freshet.query.access.AccessSettings;
import dev.freshet.query.web.WebSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedRootsTest {
  @TempDir Path folder;

  private Path certificate(String name) throws Exception {
    Path certificate = folder.resolve(name + ".crt");
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "openssl",
                  "req",
                  "-x509",
                  "-nodes",
                  "-newkey",
                  "rsa:2048",
                  "-days",
                  "2",
                  "-subj",
                  "/CN=" + name,
                  "-addext",
                  "subjectAltName=DNS:localhost,IP:127.0.0.1",
                  "-keyout",
                  folder.resolve(name + ".key").toString(),
                  "-out",
                  certificate.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      return Assumptions.abort("there is no openssl here: " + e.getMessage());
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return certificate;
  }

  @Test
  void client_trustsWhatItsFileHasAndNothingElse() throws Exception {
    Path own = certificate("own");
    Path other = certificate("other");
    WebSettings web =
        WebSettings.of(
            new Settings(
                Map.of(
                    "http.port", "0",
                    "http.tls-certificate", own.toString(),
                    "http.tls-key", folder.resolve("own.key").toString()),
                Map.of(),
                Map.of()));
    try (HealthService service =
        new HealthService(
            web,
            AccessSettings.of(Settings.defaults()),
            new MicrometerTelemetry(),
            List::of,
            _ -> {
              throw new AssertionError("nobody asks");
            },
            InstantSource.system())) {
      service.start();
      URI address = URI.create(web.scheme() + "://127.0.0.1:" + service.port());

      try (FreshetClient client = new FreshetClient(address, Optional.empty(), Optional.of(own))) {
        assertThat(client.get("/health/ready").path("status").asText()).isEqualTo("up");
      }
      for (Optional<Path> roots : List.of(Optional.of(other), Optional.<Path>empty())) {
        try (FreshetClient client = new FreshetClient(address, Optional.empty(), roots)) {
          assertThatThrownBy(() -> client.get("/health/ready"))
              .isInstanceOf(Unreachable.class)
              .hasMessage(
                  "no trust in " + address + ": name the file of its root certificate with --ca");
        }
      }
    }
  }
}

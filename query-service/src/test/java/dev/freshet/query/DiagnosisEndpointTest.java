package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.query.access.AccessSettings;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.web.WebSettings;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is given a diagnosis: admins, and of a process without keys whoever is on this machine. */
class DiagnosisEndpointTest extends EndpointTest {
  private Path keys() throws Exception {
    return Files.writeString(
        folder.resolve("keys.yaml"),
        """
        keys:
          - {key: reader-0123456789, tenant: acme, scopes: [read, publish]}
          - {key: admin-0123456789, tenant: acme, scopes: [admin]}
        """);
  }

  @Test
  void queryService_givesItToAdminsAlone() throws Exception {
    assertThat(running.get("/v1/diagnosis").status()).isEqualTo(200);
    try (RunningService guarded = new RunningService(Map.of("api-keys", keys().toString()), 0)) {
      assertThat(guarded.get("/v1/diagnosis").status()).isEqualTo(401);
      for (Map.Entry<String, Integer> one :
          Map.of("reader-0123456789", 403, "admin-0123456789", 200, "wrong-0123456789", 401)
              .entrySet()) {
        assertThat(
                guarded
                    .send(
                        guarded
                            .request("/v1/diagnosis")
                            .header("Authorization", "Bearer " + one.getKey()))
                    .status())
            .isEqualTo(one.getValue());
      }
    }
  }

  private static HealthService health(Map<String, String> more) {
    Map<String, String> flags = new HashMap<>(Map.of("http.port", "0"));
    flags.putAll(more);
    var settings = new Settings(flags, Map.of(), Map.of());
    HealthService service =
        new HealthService(
            WebSettings.of(settings),
            AccessSettings.of(settings),
            new MicrometerTelemetry(),
            () -> List.of(new HealthCheck("start", false, "waits")),
            _ -> Reply.json(200, JsonNodeFactory.instance.objectNode().put("program", "p")),
            InstantSource.system());
    service.start();
    return service;
  }

  private static HttpResponse<String> get(HealthService service, String path, String key)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  @Test
  void processWithoutQueries_givesItToItsOwnMachine() throws Exception {
    try (HealthService service = health(Map.of())) {
      assertThat(get(service, "/v1/diagnosis", "").body()).isEqualTo("{\"program\":\"p\"}");
      assertThat(get(service, "/v1/search", "").statusCode()).isEqualTo(503);
      assertThat(get(service, "/health/ready", "").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void processThatOthersReach_givesItNobodyWhereItKnowsNoKeys() throws Exception {
    try (HealthService service = health(Map.of("http.host", "0.0.0.0"))) {
      HttpResponse<String> refused = get(service, "/v1/diagnosis", "");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body())
          .contains("give it api-keys, or bind http.host to 127.0.0.1")
          .doesNotContain("program");
      assertThat(get(service, "/health/live", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void processThatKnowsKeys_givesItToAdmins_andItsHealthToEveryone() throws Exception {
    try (HealthService service =
        health(Map.of("http.host", "0.0.0.0", "api-keys", keys().toString()))) {
      assertThat(get(service, "/v1/diagnosis", "").statusCode()).isEqualTo(401);
      assertThat(get(service, "/v1/diagnosis", "reader-0123456789").statusCode()).isEqualTo(403);
      assertThat(get(service, "/v1/diagnosis", "admin-0123456789").statusCode()).isEqualTo(200);
      assertThat(get(service, "/health/live", "").statusCode()).isEqualTo(200);
      assertThat(get(service, "/metrics", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void keyFileThatCannotBeUsed_keepsAProcessFromTheDiagnosisAlone() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "keys: 7");
    for (Path file : List.of(folder.resolve("none.yaml"), broken)) {
      var settings =
          new Settings(
              Map.of("http.port", "0", "http.host", "0.0.0.0", "api-keys", file.toString()),
              Map.of(),
              Map.of());
      try (HealthService service =
          HealthService.withoutNeedOfKeys(
              WebSettings.of(settings),
              AccessSettings.of(settings),
              new MicrometerTelemetry(),
              () -> List.of(new HealthCheck("parse", true, "")),
              _ -> Reply.json(200, JsonNodeFactory.instance.objectNode().put("program", "p")),
              InstantSource.system())) {
        service.start();
        for (String key : List.of("", "admin-0123456789")) {
          HttpResponse<String> refused = get(service, "/v1/diagnosis", key);
          assertThat(refused.statusCode()).isEqualTo(403);
          assertThat(refused.body()).contains("api-keys").doesNotContain("program");
        }
        assertThat(get(service, "/health/ready", "").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void nameOfAnotherSite_isRefusedByAProcessWithoutKeys() throws Exception {
    try (HealthService service = health(Map.of());
        var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /v1/diagnosis HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 403");
    }
  }
}

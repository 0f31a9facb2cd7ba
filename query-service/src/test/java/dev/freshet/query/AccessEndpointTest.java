package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.access.FakeIssuer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessEndpointTest extends EndpointTest {
  private static final String READER = "reader-0123456789";
  private static final String ADMIN = "admin-0123456789";

  private RunningService guarded(String keys, Map<String, String> more) throws IOException {
    Path file = Files.writeString(folder.resolve("keys.yaml"), keys);
    Map<String, String> flags = new HashMap<>(more);
    flags.put("api-keys", file.toString());
    flags.put("access.reload", "10ms");
    return new RunningService(flags, 0);
  }

  private RunningService guarded(Map<String, String> more) throws IOException {
    return guarded(
        """
        keys:
          - {name: page, key: %s, tenant: acme, principals: ['group:b', 'group:a'], scopes: [read],
             rate: 1, burst: 2, quota: 5, expires: 2027-01-01T00:00:00Z}
          - {key: %s, tenant: default, scopes: [admin]}
        """
            .formatted(READER, ADMIN),
        more);
  }

  private static HttpRequest.Builder with(RunningService service, String path, String key) {
    return service.request(path).header("Authorization", "Bearer " + key);
  }

  private static String header(Answer answer, String name) {
    return answer.http().headers().firstValue(name).orElse("");
  }

  @Test
  void me_saysWhoTheCallerIsAndHowMuchHeMayAsk() throws Exception {
    try (RunningService service = guarded(Map.of())) {
      Answer answer = service.send(with(service, "/v1/me", READER));

      assertThat(answer.json().toString())
          .isEqualTo(
              "{\"name\":\"page\",\"tenant\":\"acme\",\"principals\":[\"group:a\",\"group:b\"],"
                  + "\"scopes\":[\"read\"],\"expires\":\"2027-01-01T00:00:00Z\","
                  + "\"rate\":{\"perSecond\":1.0,\"burst\":2,\"left\":1},"
                  + "\"quota\":{\"perDay\":5,\"used\":1,\"resetSeconds\":43200},"
                  + "\"requests\":1,\"refused\":0}");
      assertThat(header(answer, "RateLimit-Policy"))
          .isEqualTo("\"rate\";q=2;w=2, \"quota\";q=5;w=86400");
      assertThat(header(answer, "RateLimit")).isEqualTo("\"rate\";r=1;t=1, \"quota\";r=4;t=43200");
      assertThat(service.get("/v1/me").status()).isEqualTo(401);
      assertThat(service.send(with(service, "/v1/me", ADMIN)).json().get("name").asText())
          .isEqualTo("keys[1]");
    }
    assertThat(running.get("/v1/me").json().get("tenant").asText()).isEqualTo("default");
  }

  @Test
  void access_listsKeysAndUsageButNeverAKeyOrItsHash() throws Exception {
    try (RunningService service = guarded(Map.of())) {
      for (int i = 0; i < 3; i++) {
        service.send(with(service, "/v1/me", READER));
      }
      Answer answer = service.send(with(service, "/v1/access", ADMIN));

      JsonNode page = answer.json().at("/keys/0");
      assertThat(page.get("name").asText()).isEqualTo("page");
      assertThat(page.get("requests").asLong()).isEqualTo(2);
      assertThat(page.get("refused").asLong()).isEqualTo(1);
      assertThat(answer.json().get("readAt").asText()).isEqualTo("2026-07-01T12:00:00Z");
      assertThat(answer.http().body())
          .doesNotContain(READER, ADMIN)
          .doesNotContainPattern("[0-9a-f]{32}");
      assertThat(service.send(with(service, "/v1/access", READER)).status()).isEqualTo(429);
    }
  }

  @Test
  void tooManyRequests_are429WithWhenToAskAgainAlsoWhereTheyFail() throws Exception {
    try (RunningService service = guarded(Map.of())) {
      Answer forbidden = service.send(with(service, "/v1/access", READER));
      assertThat(forbidden.status()).isEqualTo(403);
      assertThat(header(forbidden, "RateLimit")).startsWith("\"rate\";r=1");
      service.send(with(service, "/v1/flow", READER));

      Answer answer = service.send(with(service, "/v1/flow", READER));

      assertThat(answer.status()).isEqualTo(429);
      assertThat(header(answer, "Retry-After")).isEqualTo("1");
      assertThat(answer.json().get("type").asText())
          .isEqualTo("urn:freshet:problem:too-many-requests");
      assertThat(answer.json().get("detail").asText())
          .isEqualTo("this credential may ask 1 times a second, 2 at a stroke: ask again in 1 s");
      assertThat(answer.json().get("retryAfterSeconds").asInt()).isEqualTo(1);
      assertThat(service.get("/health/live").status()).isEqualTo(200);
    }
  }

  @Test
  void wrongKeys_areLimitedByAddressAndNoneIsToldApartByItsAnswer() throws Exception {
    try (RunningService service = guarded(Map.of("access.attempts", "3"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(service.send(with(service, "/v1/me", "guess-012345678" + i)).status())
            .isEqualTo(401);
      }
      Answer wrong = service.send(with(service, "/v1/me", "guess-0123456789"));
      Answer right = service.send(with(service, "/v1/me", ADMIN));

      assertThat(wrong.status()).isEqualTo(429);
      assertThat(right.json()).isEqualTo(wrong.json());
    }
  }

  @Test
  void tokens_areLetInBesideKeys() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        RunningService service =
            guarded(
                Map.of(
                    "access.oidc-issuer",
                    issuer.url(),
                    "access.oidc-audience",
                    FakeIssuer.AUDIENCE))) {
      String token = issuer.sign(issuer.claims("ann", RunningService.NOW).build());

      Answer me = service.send(with(service, "/v1/me", token));

      assertThat(me.json().get("name").asText()).isEqualTo("sub:ann");
      assertThat(service.send(with(service, "/v1/documents", token)).status()).isEqualTo(200);
      assertThat(service.send(with(service, "/v1/access", token)).status()).isEqualTo(403);
      Answer access = service.send(with(service, "/v1/access", ADMIN));
      assertThat(access.json().at("/issuer/subjects").asInt()).isEqualTo(1);
      Answer bad = service.send(with(service, "/v1/me", token + "x"));
      assertThat(bad.status()).isEqualTo(401);
      assertThat(header(bad, "WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }
  }

  @Test
  void brokenKeyFile_isARedCheckAndLeavesTheServiceReady() throws Exception {
    try (RunningService service = guarded(Map.of())) {
      RunningService.await(service.service::ready);
      Files.writeString(folder.resolve("keys.yaml"), "keys: []");

      RunningService.await(() -> check(service, "api-keys").get("status").asText().equals("down"));

      assertThat(check(service, "api-keys").get("detail").asText())
          .isEqualTo(folder.resolve("keys.yaml") + ": has 0 keys: give 1 to 10000");
      assertThat(service.get("/health/ready").status()).isEqualTo(200);
      assertThat(service.send(with(service, "/v1/me", ADMIN)).status()).isEqualTo(200);
    }
  }

  private static JsonNode check(RunningService service, String name) {
    try {
      for (JsonNode check : service.get("/health/ready").json().get("checks")) {
        if (check.get("name").asText().equals(name)) {
          return check;
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    throw new AssertionError("there is no check " + name);
  }

  @Test
  void everyAnswer_tellsBrowsersToLetNothingElseIn() throws Exception {
    for (String path : List.of("/", "/app.js", "/v1/flow", "/v1/nothing", "/health/live")) {
      Answer answer = running.get(path);

      assertThat(header(answer, "Content-Security-Policy"))
          .isEqualTo(
              "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src"
                  + " 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action"
                  + " 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'");
      assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
      assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
      assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      assertThat(header(answer, "Permissions-Policy")).contains("camera=()");
      assertThat(header(answer, "Strict-Transport-Security")).isEmpty();
      assertThat(header(answer, "Access-Control-Allow-Origin")).isEmpty();
    }
  }

  private static final String FRIEND = "https://intranet.example";

  private static HttpRequest.Builder preflight(RunningService service, String origin) {
    return service
        .request("/v1/documents/a")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "PUT")
        .header("Access-Control-Request-Headers", "authorization, freshet-title")
        .method("OPTIONS", BodyPublishers.noBody());
  }

  @Test
  void otherOrigins_areLetInOnlyWhereTheyAreNamed() throws Exception {
    Answer off = running.send(preflight(running, FRIEND));
    assertThat(off.status()).isEqualTo(405);
    assertThat(header(off, "Access-Control-Allow-Origin")).isEmpty();

    try (RunningService service = guarded(Map.of("http.cors-origins", FRIEND))) {
      Answer asked = service.send(preflight(service, FRIEND));
      assertThat(asked.status()).isEqualTo(204);
      assertThat(header(asked, "Access-Control-Allow-Origin")).isEqualTo(FRIEND);
      assertThat(header(asked, "Access-Control-Allow-Methods"))
          .isEqualTo("GET, HEAD, POST, PUT, DELETE");
      assertThat(header(asked, "Access-Control-Allow-Headers"))
          .isEqualTo("authorization, freshet-title");
      assertThat(header(asked, "Access-Control-Allow-Credentials")).isEmpty();
      assertThat(header(asked, "Vary")).isEqualTo("Origin");
      for (String other :
          List.of("https://intranet.example.evil", "http://intranet.example", "null", "*")) {
        Answer refused = service.send(preflight(service, other));
        assertThat(refused.status()).isEqualTo(405);
        assertThat(header(refused, "Access-Control-Allow-Origin")).isEmpty();
      }
      Answer unauthorised = service.send(service.request("/v1/me").header("Origin", FRIEND));
      assertThat(unauthorised.status()).isEqualTo(401);
      assertThat(header(unauthorised, "Access-Control-Allow-Origin")).isEqualTo(FRIEND);
      assertThat(header(unauthorised, "Access-Control-Expose-Headers"))
          .contains("Freshet-Query-Id", "Retry-After");
    }
  }

  @Test
  void pageOfAnotherOrigin_changesNothingInAnOpenService() throws Exception {
    HttpRequest.Builder form =
        running
            .request("/v1/generations/x/serve")
            .header("Origin", "https://evil.example")
            .POST(BodyPublishers.noBody());

    problem(
        running.send(form),
        403,
        "Forbidden",
        "Origin",
        "a page of another origin may not change anything here: name it in http.cors-origins");
    Answer own =
        running.send(
            running
                .request("/v1/documents/a")
                .header("Origin", "http://127.0.0.1:" + running.service.port())
                .PUT(BodyPublishers.ofString("hello")));
    assertThat(own.status()).isEqualTo(202);
  }
}

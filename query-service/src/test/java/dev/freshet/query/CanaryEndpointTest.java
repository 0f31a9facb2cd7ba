package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.store.ReadPoint;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanaryEndpointTest {
  private static final Map<String, String> ON =
      Map.of("canary", "true", "canary.interval", "100ms", "canary.timeout", "100ms");

  @Test
  void canaryThatDoesNotCome_isToldEverywhere_andLeavesTheServiceReady() throws Exception {
    try (RunningService running = new RunningService(ON, 0, ReadPoint.START)) {
      RunningService.await(running.service::ready);
      RunningService.await(() -> scrape(running).contains("freshet_canary_failures_total{"));
      assertThat(scrape(running)).contains("freshet_canary_age_seconds ");
      RunningService.Answer ready = running.get("/health/ready");
      assertThat(ready.status()).isEqualTo(200);
      assertThat(check(ready.json(), "canary").path("status").asText()).isEqualTo("down");
      assertThat(check(ready.json(), "canary").path("detail").asText()).contains("documents-0@");
      JsonNode freshness = running.get("/v1/freshness").json();
      assertThat(freshness.path("canary").path("source").asText()).isEqualTo("documents");
      assertThat(freshness.path("canary").has("foundAt")).isFalse();
      assertThat(freshness.path("canary").path("trouble").asText()).isNotEmpty();
    }
  }

  @Test
  void unlessAskedFor_nothingIsPublished_andNothingTold() throws Exception {
    try (RunningService running = RunningService.ready()) {
      assertThat(running.get("/v1/freshness").json().has("canary")).isFalse();
      assertThat(running.get("/v1/freshness").json().at("/objective/freshnessMs").asInt())
          .isEqualTo(2000);
      assertThat(check(running.get("/health/ready").json(), "canary").isMissingNode()).isTrue();
      assertThat(scrape(running)).doesNotContain("freshet_canary_age_seconds");
    }
  }

  private static String scrape(RunningService running) {
    try {
      return running.get("/metrics").http().body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static JsonNode check(JsonNode health, String name) {
    for (JsonNode check : health.path("checks")) {
      if (check.path("name").asText().equals(name)) {
        return check;
      }
    }
    return health.path("none");
  }
}

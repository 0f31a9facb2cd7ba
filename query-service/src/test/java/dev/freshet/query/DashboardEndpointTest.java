package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.RunningService.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardEndpointTest {
  private static final Map<String, String> OFTEN = Map.of("dashboard.interval", "100ms");
  @TempDir Path folder;

  @Test
  void load_isSeenInTheLines_andOnlyWhatIsNewComesAgain() throws Exception {
    try (RunningService running = new RunningService(OFTEN, 0, ReadPoint.START)) {
      RunningService.await(running.service::ready);
      RunningService.await(() -> times(running, "").size() > 1);
      running.index("a", 0, "Annual leave", Metadata.NONE);
      running.search("{\"query\":\"leave\",\"freshness\":{\"token\":\"documents-0@0\"}}");

      RunningService.await(() -> sum(running, "documents", "indexed") > 0);
      RunningService.await(() -> sum(running, "searches", "all") > 0);
      RunningService.await(() -> sum(running, "latency", "p50") > 0);
      assertThat(sum(running, "freshness", "live.p50")).isBetween(.02, .03);

      JsonNode first = times(running, "");
      String last = first.get(first.size() - 1).asText();
      RunningService.await(() -> !times(running, "?since=" + last).isEmpty());
      assertThat(times(running, "?since=" + last).get(0).asText()).isGreaterThan(last);
    }
  }

  @Test
  void guardedService_showsIt_asItShowsMetrics() throws Exception {
    Path keys =
        Files.writeString(
            folder.resolve("keys.yaml"),
            "keys:\n  - {key: reader-0123456789, tenant: acme, scopes: [read]}\n");
    try (RunningService running =
        new RunningService(Map.of("api-keys", keys.toString()), 0, ReadPoint.START)) {
      assertThat(running.get("/v1/flow").status()).isEqualTo(401);
      assertThat(running.get("/metrics").status()).isEqualTo(200);
      assertThat(running.get("/v1/dashboard").status()).isEqualTo(200);
    }
  }

  @Test
  void timeThatIsNone_isAProblemThatNamesTheFix() throws Exception {
    try (RunningService running = RunningService.ready()) {
      Answer answer = running.get("/v1/dashboard?since=yesterday");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().path("field").asText()).isEqualTo("since");
      assertThat(answer.json().path("detail").asText())
          .contains("give a time such as 2026-07-01T12:00:00Z");
      assertThat(running.get("/v1/dashboard?after=1").status()).isEqualTo(400);
    }
  }

  private static JsonNode times(RunningService running, String query) {
    return dashboard(running, query).path("times");
  }

  private static double sum(RunningService running, String panel, String line) {
    double sum = 0;
    for (JsonNode group : dashboard(running, "").path("groups")) {
      for (JsonNode its : group.path("panels")) {
        for (JsonNode one : its.path("lines")) {
          if (its.path("id").asText().equals(panel) && one.path("id").asText().equals(line)) {
            for (JsonNode value : one.path("values")) {
              sum += value.asDouble(0);
            }
          }
        }
      }
    }
    return sum;
  }

  private static JsonNode dashboard(RunningService running, String query) {
    try {
      return running.get("/v1/dashboard" + query).json();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

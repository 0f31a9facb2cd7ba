package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.Metadata;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.reevaluation.InvalidQuestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityEndpointTest extends EndpointTest {
  @Test
  void withoutAFile_nothingIsAsked_andThatIsSaid() throws Exception {
    JsonNode told = running.get("/v1/quality").json();
    assertThat(told.path("questions").isNull()).isTrue();
    assertThat(told.path("rounds")).isEmpty();
    assertThat(told.at("/advice/0").asText()).contains("set reevaluation.questions");
    assertThat(running.get("/metrics").http().body()).doesNotContain("freshet_reevaluation_age");
    Answer refused = running.send(running.request("/v1/quality/baseline").DELETE());
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("detail").asText()).endsWith("set reevaluation.questions");
  }

  @Test
  void questions_areAskedOfTheService_andToldWithMetrics() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("questions.jsonl"),
            """
            {"query": "annual leave", "relevant": ["leave.md"]}
            {"query": "notice period", "relevant": {"notice.md": 2, "gone.md": 1}}
            """);
    Map<String, String> flags =
        Map.of(
            "reevaluation.questions",
            file.toString(),
            "reevaluation.directory",
            folder.resolve("kept").toString(),
            "reevaluation.delay",
            "500ms",
            "reevaluation.pause",
            "0ms");
    try (RunningService asking = new RunningService(flags, 0)) {
      RunningService.await(asking.service::ready);
      asking.index("leave.md", 0, "Annual leave is thirty days", Metadata.NONE);
      asking.index("notice.md", 1, "The notice period is three months", Metadata.NONE);
      asking.search(
          "{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@1\",\"waitMs\":5000}}");
      // A round that began before both were retrievable found less, and is held against.
      asking.send(asking.request("/v1/quality/baseline").DELETE());
      RunningService.await(() -> baseline(asking));
      JsonNode told = asking.get("/v1/quality").json();
      assertThat(told.at("/baseline/generation").asText()).isEqualTo(RunningService.NAME);
      assertThat(told.at("/rounds/0/judgements").asInt()).isEqualTo(3);
      assertThat(told.at("/rounds/0/judgementsLost").asInt()).isOne();
      assertThat(told.at("/rounds/0/quality/recall@10").asDouble()).isOne();
      assertThat(told.at("/rounds/0/quality/zero-hits").asDouble()).isZero();
      assertThat(asking.get("/metrics").http().body())
          .contains("freshet_reevaluation_quality{measure=\"recall@10\"} 1.0")
          .contains("freshet_reevaluation_judgements_lost 1.0");
    }
  }

  /** Whether the newest round saw both documents, and is the baseline. */
  private static boolean baseline(RunningService asking) {
    try {
      JsonNode round = asking.get("/v1/quality").json().at("/rounds/0");
      return round.path("isBaseline").asBoolean() && round.path("judgementsLost").asInt() == 1;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void fileThatCannotBeUsed_isRefusedAtTheStart() throws Exception {
    Path file = Files.writeString(folder.resolve("questions.jsonl"), "{\"query\":\"a\"}\n");
    Map<String, String> flags = Map.of("reevaluation.questions", file.toString());
    assertThatThrownBy(() -> new RunningService(flags, 0))
        .isInstanceOf(InvalidQuestions.class)
        .hasMessageContaining("line 1: \"relevant\" names no document");
  }
}

package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.freshness.Ends;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsEndpointTest extends EndpointTest {
  @Test
  void documents_tellOfADeadVersionAndTheOneThatStands() throws Exception {
    running.index("a/b", 0, "Annual leave", Metadata.NONE.withTitle("T").withBytes(12));
    running.kafka.tell(
        RunningService.event(
            "a/b",
            1,
            DocumentState.DEAD,
            Metadata.NONE,
            Optional.of(new Failure(Stage.PARSE, Reason.CORRUPT, "the file is truncated"))));
    running.search("{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@1\"}}");

    JsonNode document = running.get("/v1/documents/a%2Fb").json();

    assertThat(document.toString())
        .isEqualTo(
            "{\"id\":\"a/b\",\"source\":\"documents\",\"state\":\"dead\",\"version\":\"documents-0@1\","
                + "\"title\":\"\",\"filename\":\"\",\"contentType\":\"\",\"sourceUri\":\"\",\"bytes\":0,"
                + "\"meta\":{},\"publishedAt\":null,\"expiresAt\":null,\"passages\":0,\"embedded\":0,\"reused\":0,"
                + "\"notices\":[],\"signals\":[],\"recordedAt\":\"2026-07-01T12:00:00Z\",\"retrievableAt\":null,\"freshnessMs\":null,"
                + "\"stages\":[{\"stage\":\"parse\",\"startMicros\":1782907200001000,"
                + "\"endMicros\":1782907200003000,\"ms\":2.0},{\"stage\":\"index\","
                + "\"startMicros\":1782907200005000,\"endMicros\":1782907200025000,\"ms\":20.0}],\"failure\":{\"stage\":\"parse\",\"reason\":\"corrupt\",\"message\":\"the"
                + " file is truncated\"},"
                + "\"standing\":{\"version\":\"documents-0@0\",\"passages\":1,\"signals\":[]},"
                + "\"nearDuplicates\":[]}");
    JsonNode page = running.get("/v1/documents?state=dead&q=a").json();
    assertThat(page.get("documents").get(0))
        .isEqualTo(((ObjectNode) document).without("nearDuplicates"));
    assertThat(page.get("counts").toString())
        .isEqualTo("{\"indexed\":0,\"deleted\":0,\"deferred\":0,\"dead\":1}");
    assertThat(page.get("next").isNull()).isTrue();
  }

  @Test
  void document_readInPart_saysWhatWasNot_andItsSignals() throws Exception {
    IndexEvent whole =
        RunningService.event("a", 0, DocumentState.INDEXED, Metadata.NONE, Optional.empty());
    running.kafka.tell(
        new IndexEvent(
            whole.origin(),
            whole.state(),
            whole.input(),
            whole.metadata(),
            1,
            1,
            0,
            Optional.empty(),
            List.of("The document b.docx inside could not be read."),
            List.of(new Signal(Signal.Kind.GARBLED, 0.25, "", true)),
            Optional.empty(),
            Optional.empty()));
    running.search("{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@0\"}}");

    assertThat(running.get("/v1/documents/a").json().get("notices").toString())
        .isEqualTo("[\"The document b.docx inside could not be read.\"]");
    assertThat(running.get("/v1/documents/a").json().get("signals").toString())
        .isEqualTo("[{\"signal\":\"garbled\",\"value\":0.25,\"detail\":\"\",\"flagged\":true}]");
    assertThat(running.get("/v1/documents?signal=garbled").json().at("/documents/0/id").asText())
        .isEqualTo("a");
    assertThat(running.get("/v1/documents?signal=pii").json().get("documents")).isEmpty();
  }

  @Test
  void document_unknown_isNotFound() throws Exception {
    Answer answer = running.get("/v1/documents/nothing");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("detail").asText())
        .isEqualTo("there is no such document: check its id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state=indexd | state | state "indexd" is unknown: did you mean "indexed"?
          signal=near-duplicates | signal | signal "near-duplicates" is unknown: did you mean "near-duplicate"?
          signal=garbeld | signal | signal "garbeld" is unknown: did you mean "garbled"?
          limit=0 | limit | parameter "limit": give a whole number from 1 to 200
          lmit=5 | lmit | parameter "lmit" is unknown: did you mean "limit"?
          cursor=x | cursor | parameter "cursor": give "next" of the page before
          """)
  void documents_badParameter_isRefusedByName(String query, String field, String detail)
      throws Exception {
    problem(running.get("/v1/documents?" + query), 400, "Bad request", field, detail);
  }

  @Test
  void freshness_tellsEndsMarksAndLag() throws Exception {
    LogPartition documents = new LogPartition("documents", 0);
    running.index("a", 0, "Annual leave", Metadata.NONE);
    running.search("{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@0\"}}");
    running.kafka.ranges = Map.of(documents, new Ends.Range(0, 3));
    RunningService.await(() -> freshness().at("/partitions/0/lagRecords").asLong() == 2);

    JsonNode partition = freshness().at("/partitions/0");

    assertThat(partition.get("lagSeconds").asDouble()).isNotNegative();
    assertThat(((ObjectNode) partition).without("lagSeconds").toString())
        .isEqualTo(
            "{\"source\":\"documents\",\"lane\":\"live\",\"partition\":0,\"endOffset\":3,"
                + "\"retrievableOffset\":0,\"lateRecords\":0,\"lagRecords\":2}");
    assertThat(running.get("/metrics").http().body())
        .contains("freshet_lag_records{source=\"documents\"} 2.0");
  }

  private JsonNode freshness() {
    try {
      return running.get("/v1/freshness").json();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void flow_tellsStagesAndFreshness() throws Exception {
    running.index("a", 0, "Annual leave", Metadata.NONE);
    running.search("{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@0\"}}");

    JsonNode flow = running.get("/v1/flow").json();

    assertThat(flow.toString())
        .isEqualTo(
            "{\"stages\":[{\"stage\":\"parse\",\"waiting\":0,\"medianMs\":2.0,\"p95Ms\":2.0},"
                + "{\"stage\":\"embed\",\"waiting\":0,\"medianMs\":null,\"p95Ms\":null},"
                + "{\"stage\":\"index\",\"waiting\":0,\"medianMs\":20.0,\"p95Ms\":20.0}],"
                + "\"publishedLastMinute\":1,\"lastFreshnessMs\":25.0,"
                + "\"freshness\":{\"p50Ms\":25.0,\"p95Ms\":25.0},\"embedded\":1,\"reused\":0,"
                + "\"parsed\":1,\"parsesSpared\":0,\"passages\":1,\"lagRecords\":0}");
  }

  @Test
  void flow_withAParameter_isRefused() throws Exception {
    problem(
        running.get("/v1/flow?x=1"),
        400,
        "Bad request",
        "x",
        "parameter \"x\" is unknown: leave it out, there is none");
  }
}

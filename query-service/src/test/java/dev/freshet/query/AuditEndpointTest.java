package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Metadata;
import dev.freshet.query.RunningService.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditEndpointTest extends EndpointTest {
  private static final String TOPIC = "freshet.audit";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<JsonNode> records(RunningService service) {
    return service.kafka.producer.history().stream()
        .filter(record -> record.topic().equals(TOPIC))
        .map(
            record -> {
              try {
                JsonNode value = JSON.readTree(record.value());
                assertThat(new String(record.key(), StandardCharsets.UTF_8))
                    .isEqualTo(value.get("id").asText());
                return value;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private static JsonNode only(RunningService service) {
    RunningService.await(() -> !records(service).isEmpty());
    assertThat(records(service)).hasSize(1);
    return records(service).getFirst();
  }

  @Test
  void search_isRecordedWithWhoWhatAndFromWhichVersions() throws Exception {
    running.index("handbook", 4, "Annual leave", Metadata.NONE);

    Answer answer =
        running.search(
            "{\"query\":\"leave\",\"limit\":3,\"filter\":{\"not\":{\"field\":\"title\",\"eq\":\"x\"}},"
                + "\"freshness\":{\"token\":\"documents-0@4\"}}");

    JsonNode record = only(running);
    assertThat(answer.http().headers().firstValue("Freshet-Query-Id"))
        .contains(record.get("id").asText());
    assertThat(record.get("tookMs").asDouble()).isPositive();
    assertThat(((ObjectNode) record).without(List.of("id", "tookMs")).toString())
        .isEqualTo(
            "{\"time\":\"2026-07-01T12:00:00Z\",\"door\":\"search\",\"tenant\":\"default\","
                + "\"principals\":[],\"scopes\":[\"admin\",\"publish\",\"read\"],\"state\":\"done\","
                + "\"status\":200,\"queries\":[{\"text\":\"leave\",\"mode\":\"hybrid\",\"limit\":3,"
                + "\"filter\":{\"not\":{\"field\":\"title\",\"in\":[\"x\"]}},"
                + "\"freshnessToken\":\"documents-0@4\"}],\"documents\":[{\"id\":\"handbook\","
                + "\"source\":\"documents\",\"version\":\"documents-0@4\",\"passages\":1,"
                + "\"ordinals\":[0]}],\"morePassages\":0}");
  }

  @Test
  void searchThatIsRefused_isRecordedWithItsStatus() throws Exception {
    Answer answer = running.search("{\"query\":\"\"}");

    JsonNode record = only(running);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.http().headers().firstValue("Freshet-Query-Id"))
        .contains(record.get("id").asText());
    assertThat(record.get("status").asInt()).isEqualTo(400);
    assertThat(record.get("queries")).isEmpty();
  }

  @Test
  void toolOfAnAgent_isRecorded_andAHandshakeIsNot() throws Exception {
    String before = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"";
    Answer ping = mcp(before + "ping\"}");
    Answer call =
        mcp(
            before
                + "tools/call\",\"params\":{\"name\":\"search\",\"arguments\":{\"query\":\"leave\"}}}");

    JsonNode record = only(running);
    assertThat(ping.http().headers().firstValue("Freshet-Query-Id")).isEmpty();
    assertThat(call.http().headers().firstValue("Freshet-Query-Id"))
        .contains(record.get("id").asText());
    assertThat(record.get("door").asText()).isEqualTo("mcp");
    assertThat(record.get("tools").toString()).isEqualTo("[\"search\"]");
    assertThat(record.at("/queries/0/text").asText()).isEqualTo("leave");
  }

  private Answer mcp(String body) throws Exception {
    return running.send(running.request("/mcp").POST(BodyPublishers.ofString(body)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keep | {"text":"secret plan","mode":"hybrid","limit":10}
          hash | ""
          none | {"mode":"hybrid","limit":10}
          """)
  void textOfAQuery_isKeptHashedOrLeftOut(String policy, String query) throws Exception {
    try (RunningService service = new RunningService(Map.of("audit.text", policy), 0)) {
      RunningService.await(service.service::ready);
      service.search("{\"query\":\"secret plan\"}");

      JsonNode told = only(service).at("/queries/0");

      if (policy.equals("hash")) {
        assertThat(told.get("textSha256").asText()).hasSize(64).doesNotContain("secret");
        assertThat(told.has("text")).isFalse();
      } else {
        assertThat(told.toString()).isEqualTo(query);
      }
      assertThat(only(service).toString().contains("secret")).isEqualTo(policy.equals("keep"));
    }
  }

  @Test
  void kafkaAway_neverKeepsAnAnswer_andIsCounted() throws Exception {
    running.kafka.producer.sendException = new TimeoutException("away");

    Answer answer = running.search("{\"query\":\"leave\"}");

    assertThat(answer.status()).isEqualTo(200);
    RunningService.await(() -> metric("freshet_audit_dropped_total 1.0"));
  }

  private boolean metric(String line) {
    try {
      return running.get("/metrics").http().body().contains(line);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void kafkaAway_whereAuditIsRequired_refusesTheAnswer() throws Exception {
    try (RunningService service = new RunningService(Map.of("audit.required", "true"), 0)) {
      RunningService.await(service.service::ready);
      assertThat(service.search("{\"query\":\"leave\"}").status()).isEqualTo(200);
      assertThat(records(service)).hasSize(1);
      service.kafka.producer.sendException = new TimeoutException("away");

      Answer answer = service.search("{\"query\":\"leave\"}");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().get("dependency").asText()).isEqualTo("kafka");
    }
  }

  @Test
  void records_areReadBackNewestFirst_byDocumentAndPage() throws Exception {
    running.index("a", 0, "Annual leave", Metadata.NONE);
    running.index("b", 1, "Sick leave", Metadata.NONE);
    for (String query : List.of("annual", "nothing of it", "sick leave")) {
      running.search(
          "{\"query\":\""
              + query
              + "\",\"mode\":\"sparse\",\"freshness\":{\"token\":\"documents-0@1\"}}");
    }
    RunningService.await(() -> records(running).size() == 3);
    running.kafka.readable = TOPIC;

    JsonNode all = running.get("/v1/audit").json();
    JsonNode ofA = running.get("/v1/audit?document=a").json();
    JsonNode first = running.get("/v1/audit?limit=1").json();
    JsonNode second = running.get("/v1/audit?limit=1&cursor=" + first.get("next").asText()).json();
    JsonNode nobody = running.get("/v1/audit?tenant=other").json();

    assertThat(texts(all)).containsExactly("sick leave", "nothing of it", "annual");
    assertThat(all.get("next").isNull()).isTrue();
    assertThat(texts(ofA)).containsExactly("sick leave", "annual");
    assertThat(texts(first)).containsExactly("sick leave");
    assertThat(texts(second)).containsExactly("nothing of it");
    assertThat(texts(nobody)).isEmpty();
  }

  private static List<String> texts(JsonNode page) {
    return page.findValuesAsText("text");
  }

  @Test
  void records_areForAdminsOnly() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("keys.yaml"),
            "keys: [{key: reader-0123456789, tenant: acme, scopes: [read, publish]}]");
    try (RunningService guarded = new RunningService(Map.of("api-keys", file.toString()), 0)) {
      Answer answer =
          guarded.send(
              guarded
                  .request("/v1/audit")
                  .header("Authorization", "Bearer reader-0123456789")
                  .GET());
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          since=today | since | "since" is no RFC 3339 time: give one such as 2026-07-01T12:00:00Z
          limit=0 | limit | parameter "limit": give a whole number from 1 to 200
          cursor=x | cursor | "cursor": give "next" of the page before
          tennant=a | tennant | parameter "tennant" is unknown: did you mean "tenant"?
          """)
  void parameter_notOfItsForm_isRefusedByName(String query, String field, String detail)
      throws Exception {
    problem(running.get("/v1/audit?" + query), 400, "Bad request", field, detail);
  }
}

package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.document.Metadata;
import dev.freshet.query.RunningService.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackEndpointTest extends EndpointTest {
  private static final String QUERY = "0f0e0d0c-1111-2222-3333-444455556666";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<ProducerRecord<byte[], byte[]>> records(RunningService service) {
    return service.kafka.producer.history().stream()
        .filter(record -> record.topic().equals("freshet.feedback"))
        .toList();
  }

  private static Answer give(RunningService service, String body) throws Exception {
    return give(service, body, "");
  }

  private static Answer give(RunningService service, String body, String key) throws Exception {
    var request =
        service
            .request("/v1/feedback")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return service.send(key.isEmpty() ? request : request.header("Authorization", "Bearer " + key));
  }

  @Test
  void judgement_isDurableUnderItsQueryBeforeItIsAcknowledged() throws Exception {
    running.index("handbook", 4, "Annual leave", Metadata.NONE);
    String id =
        running
            .search("{\"query\":\"leave\",\"freshness\":{\"token\":\"documents-0@4\"}}")
            .http()
            .headers()
            .firstValue("Freshet-Query-Id")
            .orElseThrow();

    Answer answer =
        give(
            running,
            "{\"queryId\":\""
                + id
                + "\",\"document\":\"handbook\",\"source\":\"documents\",\"passage\":0,"
                + "\"helpful\":true,\"answer\":\"Thirty days.\",\"comment\":\"thanks\"}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("queryId").asText()).isEqualTo(id);
    assertThat(records(running)).hasSize(1);
    assertThat(new String(records(running).getFirst().key(), StandardCharsets.UTF_8)).isEqualTo(id);
    assertThat(JSON.readTree(records(running).getFirst().value()).toString())
        .isEqualTo(
            "{\"queryId\":\""
                + id
                + "\",\"time\":\"2026-07-01T12:00:00Z\",\"tenant\":\"default\",\"principals\":[],"
                + "\"document\":\"handbook\",\"source\":\"documents\",\"passage\":0,\"helpful\":true,\"answer\":\"Thirty"
                + " days.\",\"comment\":\"thanks\"}");
  }

  @Test
  void kafkaAway_isToldAndNothingIsKeptForLater() throws Exception {
    running.kafka.producer.sendException = new TimeoutException("away");

    Answer answer =
        give(running, "{\"queryId\":\"" + QUERY + "\",\"document\":\"a\",\"helpful\":false}");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().get("dependency").asText()).isEqualTo("kafka");
    running.kafka.producer.sendException = null;
    assertThat(records(running)).isEmpty();
  }

  @Test
  void tenantAndPrincipals_areTheCredentialsAndNobodysChoice() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("keys.yaml"),
            """
            keys:
              - {key: reader-0123456789, tenant: acme, principals: ["user:ann"], scopes: [read]}
              - {key: writer-0123456789, tenant: acme, scopes: [publish]}
            """);
    String body = "{\"queryId\":\"" + QUERY + "\",\"document\":\"a\",\"helpful\":true%s}";
    try (RunningService guarded = new RunningService(Map.of("api-keys", file.toString()), 0)) {
      RunningService.await(guarded.service::ready);
      assertThat(give(guarded, body.formatted("")).status()).isEqualTo(401);
      assertThat(give(guarded, body.formatted(""), "writer-0123456789").status()).isEqualTo(403);
      problem(
          give(guarded, body.formatted(",\"tenant\":\"other\""), "reader-0123456789"),
          400,
          "Bad request",
          "tenant",
          "field \"tenant\" is unknown: use one of queryId, document, source, passage, helpful,"
              + " answer, comment");
      assertThat(records(guarded)).isEmpty();

      assertThat(give(guarded, body.formatted(""), "reader-0123456789").status()).isEqualTo(202);

      var told = JSON.readTree(records(guarded).getFirst().value());
      assertThat(told.get("tenant").asText()).isEqualTo("acme");
      assertThat(told.get("principals").toString()).isEqualTo("[\"user:ann\"]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hash", "none"})
  void whatUsersWrite_isRefusedWhereTextsAreNotRecorded(String policy) throws Exception {
    try (RunningService service = new RunningService(Map.of("audit.text", policy), 0)) {
      RunningService.await(service.service::ready);
      String body = "{\"queryId\":\"" + QUERY + "\",\"document\":\"a\",\"helpful\":true%s}";

      problem(
          give(service, body.formatted(",\"comment\":\"secret\"")),
          400,
          "Bad request",
          "comment",
          "\"comment\" is not recorded where audit.text is " + policy + ": leave it out");
      assertThat(give(service, body.formatted("")).status()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"document":"a","helpful":true} | queryId | "queryId" is no query's id: give the header Freshet-Query-Id of the answer
          {"queryId":"Q","helpful":true} | document | "document" is missing: give the id of the document that is judged
          {"queryId":"Q","document":"","helpful":true} | document | "document": id is empty: give 1 to 512 bytes of UTF-8
          {"queryId":"Q","document":"a"} | helpful | "helpful" is neither true nor false: give one of them
          {"queryId":"Q","document":"a","helpful":"yes"} | helpful | "helpful" is neither true nor false: give one of them
          {"queryId":"Q","document":"a","helpful":true,"answer":"a \\ud800 b"} | answer | "answer" holds half a character, a surrogate without its other half: give whole ones
          {"queryId":"Q","document":"a","helpful":true,"passage":-1} | passage | "passage" is -1: give a whole number from 0 to 2147483647
          """)
  void field_notOfItsForm_isRefusedByName(String body, String field, String detail)
      throws Exception {
    problem(
        give(running, body.replace("\"Q\"", "\"" + QUERY + "\"")),
        400,
        "Bad request",
        field,
        detail);
    assertThat(records(running)).isEmpty();
  }

  @Test
  void longText_isRefused() throws Exception {
    problem(
        give(
            running,
            "{\"queryId\":\""
                + QUERY
                + "\",\"document\":\"a\",\"helpful\":true,\"comment\":\""
                + "x".repeat(2001)
                + "\"}"),
        400,
        "Bad request",
        "comment",
        "\"comment\" has 2001 characters: give at most 2000");
  }
}

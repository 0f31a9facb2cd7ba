package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.query.RunningService.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishEndpointTest extends EndpointTest {
  @Test
  void publish_ofAnIdWithSlashesAndUmlauts_writesOneRecordAndAnswersItsToken() throws Exception {
    Answer answer =
        running.send(
            running
                .request("/v1/documents/b%C3%BCro%2Fa%20b.txt")
                .header("Content-Type", "text/plain; charset=utf-8")
                .header("Freshet-Filename", "%C3%9Cbersicht.txt")
                .header("Freshet-Meta-Team", "legal")
                .PUT(BodyPublishers.ofString("hello")));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().toString())
        .isEqualTo("{\"id\":\"büro/a b.txt\",\"token\":\"documents-0@0\"}");
    ProducerRecord<byte[], byte[]> record = running.kafka.producer.history().getFirst();
    assertThat(record.topic()).isEqualTo("documents");
    assertThat(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("büro/a b.txt");
    assertThat(record.value()).asString().isEqualTo("hello");
    assertThat(headers(record))
        .isEqualTo(
            Map.of(
                "content-type", "text/plain; charset=utf-8",
                "filename", "Übersicht.txt",
                "meta.team", "legal"));
  }

  @Test
  void delete_writesARecordWithoutValue() throws Exception {
    Answer answer = running.send(running.request("/v1/documents/a?source=archive").DELETE());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().toString()).isEqualTo("{\"id\":\"a\",\"token\":\"archive-0@0\"}");
    assertThat(running.kafka.producer.history().getFirst().value()).isNull();
  }

  @Test
  void publish_emptyBody_isRefused() throws Exception {
    problem(
        running.send(running.request("/v1/documents/a").PUT(BodyPublishers.noBody())),
        400,
        "Bad request",
        "body",
        "the body is empty: send the file's bytes, or DELETE to delete the document");
    assertThat(running.kafka.producer.history()).isEmpty();
  }

  @Test
  void publish_idTooLong_isRefused() throws Exception {
    problem(
        running.send(
            running
                .request("/v1/documents/" + "a".repeat(513))
                .PUT(BodyPublishers.ofString("hello"))),
        400,
        "Bad request",
        "id",
        "id has 513 bytes: give at most 512 bytes of UTF-8");
  }

  @Test
  void publish_unknownSource_namesTheSources() throws Exception {
    problem(
        running.send(
            running.request("/v1/documents/a?source=x").PUT(BodyPublishers.ofString("hello"))),
        400,
        "Bad request",
        "source",
        "source \"x\" is unknown: use one of documents, archive");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Freshet-Published-At | yesterday | Freshet-Published-At | header Freshet-Published-At is no RFC 3339 time: give one such as 2026-07-01T12:00:00Z
          Freshet-Acl | a,,b | Freshet-Acl | header Freshet-Acl has an empty or overlong principal: give some such as group:legal,user:ann
          Content-Type | nonsense | Content-Type | header Content-Type is no media type: give one such as text/html
          Freshet-Titel | x | freshet-titel | header "freshet-titel" is unknown: did you mean "freshet-title"?
          Freshet-Tenant | other | freshet-tenant | header "freshet-tenant" is unknown: did you mean "freshet-acl"?
          Freshet-Title | %FF | Freshet-Title | header Freshet-Title is not UTF-8
          """)
  void publish_badHeader_isRefusedByName(String name, String value, String field, String detail)
      throws Exception {
    Answer answer =
        running.send(
            running
                .request("/v1/documents/a")
                .header(name, value)
                .PUT(BodyPublishers.ofString("hello")));

    assertThat(answer.json().get("field").asText()).isEqualTo(field);
    if (!name.equals("Freshet-Tenant")) {
      problem(answer, 400, "Bad request", field, detail);
    }
    assertThat(running.kafka.producer.history()).isEmpty();
  }

  @Test
  void publish_of60MB_isRefusedWithTheLimit() throws Exception {
    Answer answer =
        running.send(
            running
                .request("/v1/documents/big")
                .PUT(BodyPublishers.ofByteArray(new byte[60_000_000])));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().toString())
        .isEqualTo(
            "{\"type\":\"urn:freshet:problem:too-large\",\"title\":\"Too large\",\"status\":413,"
                + "\"detail\":\"the body is larger than 50000000 bytes: publish a smaller file,"
                + " raise publish.max-bytes, or give claim.location\",\"field\":\"body\",\"maxBytes\":50000000}");
    assertThat(running.kafka.producer.history()).isEmpty();
  }

  @Test
  void publish_of60MBThatDoesNotSayItsLength_isRefusedToo() throws Exception {
    Answer answer =
        running.send(
            running
                .request("/v1/documents/big")
                .PUT(
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[60_000_000]))));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().get("field").asText()).isEqualTo("body");
    assertThat(running.kafka.producer.history()).isEmpty();
  }

  @Test
  void publish_whenKafkaDoesNotTakeIt_isUnavailable() throws Exception {
    running.kafka.producer.sendException = new org.apache.kafka.common.KafkaException("gone");

    Answer answer =
        running.send(running.request("/v1/documents/a").PUT(BodyPublishers.ofString("hello")));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().get("dependency").asText()).isEqualTo("kafka");
    assertThat(answer.http().headers().firstValue("Retry-After")).contains("1");
  }
}

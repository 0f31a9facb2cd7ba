package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.query.RunningService.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A running service before each test, and what its answers are held against. */
abstract class EndpointTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  final RunningService running = RunningService.ready();

  @AfterEach
  void close() {
    running.close();
  }

  static void problem(Answer answer, int status, String title, String field, String detail)
      throws IOException {
    assertThat(answer.http().headers().firstValue("Content-Type"))
        .contains("application/problem+json");
    JsonNode expected =
        JSON.createObjectNode()
            .put(
                "type",
                "urn:freshet:problem:" + title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'))
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .put("field", field);
    assertThat(answer.json()).isEqualTo(JSON.readTree(expected.toString()));
    assertThat(answer.status()).isEqualTo(status);
  }

  static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    return java.util.Arrays.stream(record.headers().toArray())
        .collect(
            Collectors.toMap(
                Header::key, h -> new String(h.value(), java.nio.charset.StandardCharsets.UTF_8)));
  }
}

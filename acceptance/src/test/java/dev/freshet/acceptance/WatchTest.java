package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.standalone.client.EventStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A standing query against the whole real thing. */
@Timeout(420)
class WatchTest {
  @TempDir Path folder;

  @Test
  void passage_isPushedOnceRetrievable_andWhatCameDuringARestartAfterIt() throws Exception {
    Path data = folder.resolve("data");
    Path herons =
        Files.writeString(folder.resolve("herons.txt"), "Grey herons nest in tall trees.");
    Path others = Files.writeString(folder.resolve("others.txt"), "Herons eat fish and frogs.");
    String path = "/v1/watch?mode=sparse&query=herons";
    Map<String, String> text = Map.of("Content-Type", "text/plain");
    String last;
    try (var freshet = RunningFreshet.start(data).awaitReady();
        var client = freshet.client();
        EventStream events = client.events(path, Optional.empty())) {
      assertThat(events.next().orElseThrow().name()).isEqualTo("watching");
      client.publish("warm", Optional.empty(), others, text);
      EventStream.Event first = events.next().orElseThrow();
      assertThat(first.data().at("/document/id").asText()).isEqualTo("warm");

      String token = client.publish("herons", Optional.empty(), herons, text);
      var search = JsonNodeFactory.instance.objectNode().put("query", "herons");
      search.putObject("freshness").put("token", token).put("waitMs", 30_000);
      assertThat(client.post("/v1/search", search).path("results")).isNotEmpty();
      EventStream.Event match = events.next().orElseThrow();
      assertThat(match.name()).isEqualTo("match");
      assertThat(match.data().at("/passage/text").asText()).contains("Grey herons");
      last = match.id().orElseThrow();
      freshet.kill();
    }
    try (var freshet = RunningFreshet.start(data).awaitReady();
        var client = freshet.client()) {
      client.publish("later", Optional.empty(), others, text);
      try (EventStream events = client.events(path, Optional.of(last))) {
        assertThat(events.next().orElseThrow().data().path("resumed").asBoolean()).isTrue();
        EventStream.Event next = events.next().orElseThrow();
        assertThat(next.data().at("/document/id").asText()).isEqualTo("later");
        client.delete("/v1/documents/herons");
        EventStream.Event gone = events.next().orElseThrow();
        assertThat(gone.name()).isEqualTo("retract");
        // The second where a busy line is slower than the word that goes ahead of a deletion.
        assertThat(gone.data().path("reason").asText()).isIn("deleted", "withdrawn");
      }
    }
  }
}

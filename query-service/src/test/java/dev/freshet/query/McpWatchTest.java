package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Standing queries for agents, who have no stream. */
class McpWatchTest {
  private RunningService running;
  private WatchFixture documents;

  @BeforeEach
  void start() {
    running = new RunningService(Map.of("watch.connections", "1"), 0);
    RunningService.await(running.service::ready);
    running.kafka.embedded.topic(WatchFixture.EMBEDDED);
    documents = WatchFixture.of(running);
  }

  @AfterEach
  void stop() throws Exception {
    running.close();
  }

  private JsonNode call(String arguments) {
    String question =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"watch","arguments":%s}}
        """
            .formatted(arguments);
    try {
      return running
          .send(running.request("/mcp").POST(BodyPublishers.ofString(question)))
          .json()
          .get("result");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode watch(String more) {
    JsonNode result = call("{\"query\":\"annual leave\",\"mode\":\"sparse\"" + more + "}");
    assertThat(result.get("isError").asBoolean()).as("%s", result).isFalse();
    return result;
  }

  private static String after(JsonNode result) {
    return ",\"after\":" + result.at("/structuredContent/next");
  }

  private static List<String> told(JsonNode result) {
    JsonNode events = result.at("/structuredContent/events");
    return events
        .valueStream()
        .map(e -> e.get("event").asText() + " " + e.at("/data/document/id").asText())
        .toList();
  }

  @Test
  void nothingNew_isSaid_andWhereToGoOn() {
    documents.publish("old", 0, "Annual leave of old");
    JsonNode first = watch(",\"waitMs\":0");

    assertThat(told(first)).isEmpty();
    assertThat(first.at("/structuredContent/next").asText()).isNotBlank();
    assertThat(first.at("/content/0/text").asText())
        .startsWith("Nothing new meets the query yet. To hear what comes from here on, ask again");
  }

  @Test
  void whatComesBetweenTwoCalls_isToldOnce_andFenced() {
    JsonNode first = watch(",\"waitMs\":0");
    documents.publish("a", 0, "Annual leave: 25 days");

    JsonNode second = watch(after(first));
    JsonNode third = watch(after(second) + ",\"waitMs\":300");
    documents.publish("a", 1, "Annual leave: 30 days");
    JsonNode fourth = watch(after(third));

    assertThat(told(second)).containsExactly("match a");
    String text = second.at("/content/0/text").asText();
    assertThat(text.indexOf("25 days")).isGreaterThan(text.indexOf("\n<untrusted-"));
    assertThat(told(third)).isEmpty();
    assertThat(told(fourth)).contains("update a");
  }

  @Test
  void whatComesWhileOneWaits_isToldAtOnce_andItsPlaceIsFreeAgain() throws Exception {
    var waiting = CompletableFuture.supplyAsync(() -> watch(",\"waitMs\":30000"));
    RunningService.await(() -> metrics().contains("freshet_watchers 1.0"));
    documents.publish("a", 0, "Annual leave: 25 days");

    assertThat(told(waiting.get())).containsExactly("match a");
    assertThat(told(watch(",\"waitMs\":0"))).isEmpty();
  }

  private String metrics() {
    try {
      return running.get("/metrics").http().body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void wrongArguments_areAToolsError() {
    assertThat(call("{\"query\":\"x\",\"waitMs\":30001}").at("/content/0/text").asText())
        .isEqualTo("\"waitMs\" is 30001: give a whole number from 0 to 30000");
    assertThat(call("{\"query\":\"x\",\"after\":\"nonsense\"}").at("/content/0/text").asText())
        .isEqualTo(
            "the id to go on from is no id of a watch: give the last one heard, or leave it out");
  }
}

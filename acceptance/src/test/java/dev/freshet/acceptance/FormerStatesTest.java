package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.client.FreshetClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Former states, pages and facets, of everything in one process. */
class FormerStatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration RETENTION = Duration.ofMinutes(10);

  /** States are told apart by spans of time, 1024 to the retention. */
  private static final Duration SPAN = RETENTION.dividedBy(1024);

  @TempDir Path folder;

  private RunningFreshet start(FakeModel model) throws IOException, InterruptedException {
    return model.start(
        folder, FakeModel.inTurn(Map.of("index.retention", RETENTION.toMinutes() + "m")));
  }

  private static JsonNode search(FreshetClient client, Map<String, String> more) {
    ObjectNode request = JSON.createObjectNode().put("query", "heron").put("mode", "sparse");
    more.forEach(request::put);
    return client.post("/v1/search", request);
  }

  private static List<String> versions(JsonNode answer) {
    var versions = new ArrayList<String>();
    answer.get("results").forEach(r -> versions.add(r.at("/document/version").asText()));
    return versions;
  }

  @Test
  void versionsOfBefore_areReadAsOfTheirTokens_alsoAfterAKill_andDeletedOnesNever()
      throws Exception {
    try (var model = new FakeModel()) {
      String first;
      String second;
      String gone;
      try (var freshet = start(model);
          var client = freshet.client();
          var person = new Person(freshet, folder, Optional.empty())) {
        first = person.publish("plan", "The first heron plan.", Map.of());
        person.await(() -> versions(search(client, Map.of())).size() == 1);
        awaitNextSpan(person);
        gone = person.publish("gone", "A heron that goes.", Map.of());
        person.await(() -> versions(search(client, Map.of())).size() == 2);
        awaitNextSpan(person);
        second = person.publish("plan", "The second heron plan.", Map.of());
        person.await(() -> versions(search(client, Map.of())).contains(second(first, gone)));
        assertThat(versions(search(client, Map.of("at", first)))).containsExactly(first);
        assertThat(versions(search(client, Map.of("at", gone))))
            .containsExactlyInAnyOrder(first, gone);
        awaitNextSpan(person);
        person.delete("gone");
        person.await(() -> versions(search(client, Map.of())).size() == 1);
        assertThat(versions(search(client, Map.of("at", gone)))).containsExactly(first);
        freshet.kill();
      }
      try (var freshet = start(model);
          var client = freshet.client()) {
        assertThat(versions(search(client, Map.of()))).containsExactly(second);
        assertThat(versions(search(client, Map.of("at", first)))).containsExactly(first);
        assertThat(versions(search(client, Map.of("at", gone)))).containsExactly(first);
        assertThat(freshet.stop()).isZero();
      }
    }
  }

  private static void awaitNextSpan(Person person) {
    Instant next = Instant.now().plus(SPAN);
    person.await(() -> Instant.now().isAfter(next));
  }

  /** The token of the third record of one partition, whose first two these are. */
  private static String second(String first, String gone) {
    assertThat(first).endsWith("@0");
    assertThat(gone).endsWith("@1");
    return first.replace("@0", "@2");
  }
}

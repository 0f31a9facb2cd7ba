package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.failure.Outage;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.erasure.Policy;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErasureEndpointTest extends EndpointTest {
  private static final long DAY = 86_400_000;
  private static final Policy COMPACT = new Policy(true, false, 7 * DAY, 7 * DAY, Long.MAX_VALUE);
  private static final Policy COMPACT_IN_A_DAY = new Policy(true, false, 7 * DAY, 7 * DAY, DAY);
  private static final Policy A_MONTH = new Policy(false, true, 30 * DAY, 7 * DAY, Long.MAX_VALUE);
  private static final Policy FOR_EVER = new Policy(false, true, -1, 7 * DAY, Long.MAX_VALUE);

  private Answer erase(String query) throws Exception {
    return running.send(
        running
            .request("/v1/documents/a/erasure" + query)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.noBody()));
  }

  private void told() {
    running.kafka.tell(
        RunningService.event("a", 0, DocumentState.DELETED, Metadata.NONE, Optional.empty()));
  }

  private static JsonNode place(JsonNode receipt, String name) {
    for (JsonNode place : receipt.get("places")) {
      if (place.get("place").asText().equals(name)) {
        return place;
      }
    }
    throw new AssertionError(name + " is no place of " + receipt);
  }

  @Test
  void erasure_whichIsApplied_tellsWhatIsGoneAndByWhenTheRestIs() throws Exception {
    running.kafka.policies =
        () ->
            new HashMap<>(
                Map.of(
                    "documents", FOR_EVER,
                    "freshet.parsed", COMPACT,
                    "freshet.index-events", COMPACT_IN_A_DAY,
                    "freshet.dead-letters", A_MONTH,
                    "archive", COMPACT));
    told();

    Answer answer = erase("");

    assertThat(answer.status()).isEqualTo(200);
    JsonNode receipt = answer.json();
    assertThat(receipt.get("token").asText()).isEqualTo("documents-0@0");
    assertThat(receipt.get("retrievable").asBoolean()).isFalse();
    assertThat(running.kafka.producer.history().getFirst().value()).isNull();
    assertThat(place(receipt, "answers").get("state").asText()).isEqualTo("gone");
    assertThat(place(receipt, "topic documents").get("goneBy").isNull()).isTrue();
    assertThat(place(receipt, "topic freshet.parsed").get("goneBy").isNull()).isTrue();
    assertThat(place(receipt, "topic freshet.index-events").get("goneBy").asText())
        .isEqualTo("2026-07-02T12:00:00Z");
    assertThat(place(receipt, "topic freshet.dead-letters").get("goneBy").asText())
        .isEqualTo("2026-08-07T12:00:00Z");
    assertThat(receipt.toString()).doesNotContain("topic archive");
  }

  @Test
  void erasure_whichIsNotAppliedInTime_doesNotSayThatItIs() throws Exception {
    Answer answer = erase("?waitMs=1");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("retrievable").asBoolean()).isTrue();
    assertThat(place(answer.json(), "answers").get("state").asText()).isEqualTo("pending");
    assertThat(place(answer.json(), "store").get("state").asText()).isEqualTo("pending");
  }

  @Test
  void kafkaThatDoesNotTellItsSettings_isToldAsUnknown() throws Exception {
    running.kafka.policies =
        () -> {
          throw new Outage("kafka", "may not describe topics", null);
        };
    told();

    Answer answer = erase("");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(place(answer.json(), "topics").get("state").asText()).isEqualTo("unknown");
  }

  @Test
  void erasure_thatAnyPageCouldAskFor_isRefused_andDeletesNothing() throws Exception {
    Answer answer =
        running.send(running.request("/v1/documents/a/erasure").POST(BodyPublishers.noBody()));

    problem(
        answer,
        415,
        "Unsupported media type",
        "Content-Type",
        "an erasure is asked for as JSON: send Content-Type: application/json");
    assertThat(running.kafka.producer.history()).isEmpty();
  }

  @Test
  void waitOutOfBounds_isRefused_andDeletesNothing() throws Exception {
    problem(
        erase("?waitMs=30001"),
        400,
        "Bad request",
        "waitMs",
        "parameter \"waitMs\": give a whole number from 0 to 30000");
    assertThat(running.kafka.producer.history()).isEmpty();
  }
}

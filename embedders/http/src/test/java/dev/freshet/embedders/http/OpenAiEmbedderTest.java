package dev.freshet.embedders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Refused;
import dev.freshet.embedders.http.FakeModelServer.Answer;
import dev.freshet.embedders.testkit.EmbedderContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEmbedderTest extends EmbedderContract {
  private final FakeModelServer server = new FakeModelServer();
  private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected Embedder open() {
    return opened();
  }

  private EndpointEmbedder opened(String... keysAndValues) {
    HttpEmbedderSettings settings = Given.settings(server, keysAndValues);
    return EndpointEmbedder.openAi(settings, Given.patience(settings, waits));
  }

  private static List<Vector> embedOne(EndpointEmbedder embedder) throws Refused {
    return embedder.embed(List.of("some words"), Purpose.PASSAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{}",
        "{\"data\":[]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,0]}]}",
        "{\"data\":[{\"index\":7,\"embedding\":[1,0]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[\"NaN\"]}]}"
      })
  void garbage_isAskedAgain(String garbage) throws Exception {
    try (EndpointEmbedder embedder = opened()) {
      server.orders.add(new Answer(200, garbage, null));
      assertThat(embedOne(embedder)).hasSize(1);
      assertThat(waits).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503})
  void busyEndpoint_isAskedAgainAndThenAnOutage(int status) throws Exception {
    try (EndpointEmbedder embedder = opened("attempts", "3")) {
      for (int i = 0; i < 3; i++) {
        server.orders.add(new Answer(status, "busy", null));
      }
      assertThatThrownBy(() -> embedOne(embedder))
          .isInstanceOf(Outage.class)
          .hasMessage("the embedding endpoint (openai): it answered " + status);
      assertThat(waits).hasSize(2);
      assertThat(embedOne(embedder)).hasSize(1);
    }
  }

  @Test
  @Timeout(60)
  void answerThatNeverEnds_isAnOutageInTime() throws Exception {
    try (EndpointEmbedder embedder = opened("attempts", "1", "request-timeout", "500ms")) {
      server.orders.add(FakeModelServer.STALLED);
      assertThatThrownBy(() -> embedOne(embedder))
          .isInstanceOf(Outage.class)
          .hasMessage("the embedding endpoint (openai): no answer within 500 ms");
      assertThat(embedOne(embedder)).hasSize(1);
    }
  }

  @Test
  @Timeout(60)
  void answerWithoutEnd_isNotKept() throws Exception {
    try (EndpointEmbedder embedder = opened("attempts", "1")) {
      server.orders.add(FakeModelServer.ENDLESS);
      assertThatThrownBy(() -> embedOne(embedder))
          .isInstanceOf(Outage.class)
          .hasMessageContaining("no answer");
      assertThat(embedOne(embedder)).hasSize(1);
    }
  }

  @Test
  void endpointThatRefusesEverything_isAnOutage() throws Exception {
    try (EndpointEmbedder embedder = opened()) {
      server.orders.add(new Answer(400, "no such model", null));
      server.orders.add(new Answer(400, "no such model", null));
      assertThatThrownBy(() -> embedOne(embedder))
          .isInstanceOf(Outage.class)
          .hasMessageContaining("refuses even one word: the embedding endpoint answered 400");
      assertThat(embedOne(embedder)).hasSize(1);
    }
  }

  @Test
  void endpointThatGoesAway_isAnOutage() {
    try (EndpointEmbedder embedder = opened("attempts", "2")) {
      server.close();
      assertThatThrownBy(() -> embedOne(embedder))
          .isInstanceOf(Outage.class)
          .hasMessageContaining("no answer: java.net.ConnectException");
      assertThat(waits).hasSize(1);
    }
  }

  @Test
  void retryAfter_isWaitedFor() throws Exception {
    try (EndpointEmbedder embedder = opened()) {
      server.orders.add(new Answer(429, "", "7"));
      server.orders.add(new Answer(503, "", "Thu, 1 Jan 2026 00:00:20 GMT"));
      embedOne(embedder);
      assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(13));
    }
  }

  @Test
  void retryAfter_beyondTheTotalTime_isAnOutageAtOnce() {
    try (EndpointEmbedder embedder = opened("total-time", "5s")) {
      server.orders.add(new Answer(429, "", "7"));
      assertThatThrownBy(() -> embedOne(embedder))
          .isInstanceOfSatisfying(
              Outage.class,
              outage -> assertThat(outage.retryAfter()).contains(Duration.ofSeconds(7)));
      assertThat(waits).isEmpty();
    }
  }

  @Test
  void wrongKey_isAnOutageThatNamesTheSetting() {
    try (EndpointEmbedder embedder = opened("key", "k")) {
      server.orders.add(new Answer(401, "", null));
      assertThatThrownBy(() -> embedOne(embedder))
          .isInstanceOf(Outage.class)
          .hasMessage("the embedding endpoint (openai): it answered 401: check embedder.http.key");
      assertThat(server.keys).containsOnly("Bearer k");
    }
  }

  @Test
  void poisonInABatch_isFoundAndRefused() {
    try (EndpointEmbedder embedder = opened()) {
      assertThatThrownBy(() -> embedder.embed(List.of("a", "b", "poison", "d"), Purpose.PASSAGE))
          .isInstanceOf(Refused.class)
          .hasMessage("the embedding endpoint answered 422");
    }
  }

  @Test
  void batchRefusedAsAWhole_isHalved() throws Exception {
    try (EndpointEmbedder embedder = opened()) {
      server.orders.add(new Answer(413, "", null));
      assertThat(embedder.embed(List.of("a", "b", "c"), Purpose.PASSAGE)).hasSize(3);
    }
  }

  @Test
  void batches_areBoundedByTextsAndCharacters() throws Exception {
    try (EndpointEmbedder embedder = opened("batch-texts", "2", "batch-characters", "256")) {
      server.requests.clear();
      embedder.embed(List.of("a", "b", "c", "d".repeat(200), "e".repeat(200)), Purpose.PASSAGE);
      assertThat(server.requests.stream().map(request -> request.path("input").size()))
          .containsExactly(2, 2, 1);
    }
  }

  @Test
  void prefixes_goBeforeTheText() throws Exception {
    try (EndpointEmbedder embedder =
        opened("query-prefix", "query: ", "passage-prefix", "passage: ", "dimensions", "64")) {
      server.requests.clear();
      embedder.embed(List.of("a"), Purpose.QUERY);
      embedder.embed(List.of("a"), Purpose.PASSAGE);
      assertThat(server.requests.stream().map(request -> request.path("input").path(0).asText()))
          .containsExactly("query: a", "passage: a");
      assertThat(server.requests.peek().path("dimensions").asInt()).isEqualTo(64);
    }
  }

  @Test
  void unreachableEndpoint_isAnOutage() {
    HttpEmbedderSettings settings = Given.settings(server);
    server.close();
    assertThatThrownBy(() -> EndpointEmbedder.openAi(settings, Given.patience(settings, waits)))
        .isInstanceOf(Outage.class)
        .hasMessageContaining("no answer");
  }
}

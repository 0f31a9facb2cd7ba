package dev.freshet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers as they are written, and standing queries. */
@Timeout(30)
class StreamsTest {
  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(20));

  private final FakeServer server = new FakeServer();
  private final FreshetClient client = server.client().retries(QUICK).build();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static String match(int id) {
    return """
    id: %d
    event: match
    data: {"document":{"id":"d%d"},"passage":{"id":"p%d","text":"t"},"score":0.5}

    """
        .formatted(id, id, id);
  }

  /** Says this, then nothing more, and keeps the connection. */
  private void hold(HttpExchange exchange, String events) throws IOException, InterruptedException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(events.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    server.hold();
  }

  @Test
  void answer_tellsSourcesAndPiecesAndReturnsTheWhole() {
    server.thenEvents(
        """
        event: context
        data: {"citations":[{"number":1,"document":{"id":"a"},"text":"t"}]}

        event: delta
        data: {"text":"Thirty "}

        event: delta
        data: {"text":"days [1]."}

        event: of-a-later-age
        data: ?

        event: done
        data: {"text":"Thirty days [1].","answered":true,"kind":"generated","sentences":[{"text":"Thirty days [1].","citations":[1],"supported":true}]}

        """
            .replace("data: ?", "data: {}"));
    List<AnswerEvent> told = new ArrayList<>();

    Answer answer = client.answer(AnswerRequest.of(Search.of("leave")), told::add);

    assertThat(told)
        .containsExactly(
            told.getFirst(), new AnswerEvent.Delta("Thirty "), new AnswerEvent.Delta("days [1]."));
    assertThat(told.getFirst())
        .isInstanceOfSatisfying(
            AnswerEvent.Sources.class,
            sources -> assertThat(sources.citations().getFirst().document().id()).isEqualTo("a"));
    assertThat(answer.text()).isEqualTo("Thirty days [1].");
    assertThat(answer.sentences())
        .containsExactly(new Answer.Sentence("Thirty days [1].", List.of(1), true));
    assertThat(server.asked.getFirst().body()).isEqualTo("{\"query\":\"leave\",\"stream\":true}");
  }

  @Test
  void answer_thatEndsInAProblem_failsWithIt() {
    server.thenEvents(
        "event: error\ndata: {\"status\":504,\"title\":\"Too late\",\"detail\":\"d\"}\n\n");

    assertThatThrownBy(() -> client.answer(AnswerRequest.of(Search.of("x")), _ -> {}))
        .isInstanceOf(FreshetProblem.class)
        .hasMessage("504 Too late: d");
  }

  @Test
  void answer_thatBreaksOff_isNeverTakenForWhole() {
    server.thenEvents("event: delta\ndata: {\"text\":\"Thirty\"}\n\n");

    assertThatThrownBy(() -> client.answer(AnswerRequest.of(Search.of("x")), _ -> {}))
        .isInstanceOf(FreshetUnreachable.class)
        .hasMessage("the answer broke off before it was whole");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void watch_comesBackWithTheLastId_andLosesAndDoublesNothing() {
    server.thenEvents("id: 0\nevent: watching\ndata: {}\n\n" + match(1));
    server.then(503, "{}").thenEvents(match(2) + "event: cut-off\ndata: {}\n\n");
    server.thenEvents(match(3));
    try (Watch watch = client.watch(WatchRequest.of("leave").minScore(0.25))) {
      for (int i = 1; i <= 3; i++) {
        assertThat(watch.next().orElseThrow())
            .isInstanceOf(WatchEvent.Match.class)
            .extracting(WatchEvent::id)
            .isEqualTo(Optional.of(Integer.toString(i)));
      }
      assertThat(watch.lastEventId()).contains("3");
    }
    assertThat(server.asked)
        .extracting(request -> String.valueOf(request.headers().getFirst("Last-Event-ID")))
        .containsExactly("null", "1", "1", "2");
    assertThat(server.asked.getFirst().uri().getRawQuery()).isEqualTo("query=leave&minScore=0.25");
  }

  @Test
  void watch_tellsKindsApart() {
    server.thenEvents(
        match(1)
            + "event: update\ndata: {\"document\":{\"id\":\"d1\"},\"passage\":{\"id\":\"p2\"}}\n\n"
            + "event: retract\ndata: {\"document\":{\"id\":\"d1\"},\"passages\":[\"p2\"],"
            + "\"reason\":\"deleted\"}\n\n"
            + "event: gap\ndata: {}\n\nevent: later\ndata: {}\n\n");
    try (Watch watch = client.watch(WatchRequest.of("leave"))) {
      assertThat(watch.next().orElseThrow())
          .isInstanceOfSatisfying(
              WatchEvent.Match.class, match -> assertThat(match.passageId()).isEqualTo("p1"));
      assertThat(watch.next().orElseThrow()).isInstanceOf(WatchEvent.Update.class);
      assertThat(watch.next().orElseThrow())
          .isInstanceOfSatisfying(
              WatchEvent.Retract.class,
              retract -> {
                assertThat(retract.documentId()).isEqualTo("d1");
                assertThat(retract.passageIds()).containsExactly("p2");
                assertThat(retract.reason()).isEqualTo("deleted");
              });
      assertThat(watch.next().orElseThrow()).isInstanceOf(WatchEvent.Gap.class);
      assertThat(watch.next().orElseThrow()).isInstanceOf(WatchEvent.Other.class);
    }
  }

  @Test
  void watch_refusedForGood_failsInsteadOfComingBackForEver() {
    server.thenEvents(match(1));
    server.then(401, "{\"title\":\"Unauthorized\",\"detail\":\"the key was withdrawn\"}");
    try (Watch watch = client.watch(WatchRequest.of("leave"))) {
      watch.next();

      assertThatThrownBy(watch::next)
          .isInstanceOf(FreshetProblem.class)
          .hasMessage("401 Unauthorized: the key was withdrawn");
    }
  }

  @Test
  void watch_silentTooLong_isTakenForBroken() {
    server.then(exchange -> hold(exchange, match(1))).thenEvents(match(2));
    try (FreshetClient alert =
            server.client().retries(QUICK).silence(Duration.ofMillis(200)).build();
        Watch watch = alert.watch(WatchRequest.of("leave"))) {
      assertThat(watch.next().orElseThrow().id()).contains("1");
      assertThat(watch.next().orElseThrow().id()).contains("2");
    }
  }

  @Test
  void close_fromAnotherThread_endsTheWait() throws Exception {
    server.then(exchange -> hold(exchange, match(1)));
    Watch watch = client.watch(WatchRequest.of("leave"));
    watch.next();
    var outcome = new AtomicReference<Optional<WatchEvent>>();
    var began = new CountDownLatch(1);
    Thread taker =
        Thread.ofVirtual()
            .start(
                () -> {
                  began.countDown();
                  outcome.set(watch.next());
                });
    began.await();
    watch.close();
    taker.join();

    assertThat(outcome).hasValue(Optional.empty());
    assertThat(watch.next()).isEmpty();
  }

  @Test
  void interrupt_endsTheWaitForAnEvent() throws Exception {
    server.then(exchange -> hold(exchange, match(1)));
    try (Watch watch = client.watch(WatchRequest.of("leave"))) {
      watch.next();
      var outcome = new AtomicReference<String>();
      Thread taker =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      watch.next();
                    } catch (FreshetInterrupted _) {
                      outcome.set("flag " + Thread.currentThread().isInterrupted());
                    }
                  });
      taker.interrupt();
      taker.join();
      assertThat(outcome).hasValue("flag true");
    }
  }
}

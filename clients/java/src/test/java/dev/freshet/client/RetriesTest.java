package dev.freshet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RetriesTest {
  private static final String EMPTY = "{\"results\":[]}";
  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(1), Duration.ofSeconds(2));

  private final FakeServer server = new FakeServer();
  private final FreshetClient client = server.client().retries(QUICK).build();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static String problem(int status, String title) {
    return "{\"type\":\"urn:x\",\"title\":\"%s\",\"status\":%d,\"detail\":\"d\"}"
        .formatted(title, status);
  }

  @Test
  void search_unavailable_isAskedAgain() {
    server.then(503, problem(503, "Unavailable")).then(502, "<html>").then(200, EMPTY);

    assertThatThrownBy(() -> client.search(Search.of("x")))
        .isInstanceOf(FreshetProblem.class)
        .hasMessage("502 HTTP 502: the answer does not say why");
    assertThat(client.search(Search.of("x")).results()).isEmpty();
    assertThat(server.asked).hasSize(3);
  }

  @Test
  void search_isAskedAsOftenAsThePolicySaysAndNotOftener() {
    server.then(503, problem(503, "Busy")).then(503, problem(503, "Busy"));
    server.then(503, problem(503, "Busy")).then(200, EMPTY);

    assertThatThrownBy(() -> client.search(Search.of("x"))).hasMessage("503 Busy: d");
    assertThat(server.asked).hasSize(3);
  }

  @Test
  void publish_unavailable_isNotRepeated_becauseItMayHaveBeenTaken() {
    server.then(503, problem(503, "Unavailable")).then(202, "{\"token\":\"documents-0@1\"}");

    assertThatThrownBy(() -> client.publish(Publication.of("a", "text")))
        .hasMessage("503 Unavailable: d");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void publish_connectionBrokenOff_isNotRepeated() {
    server.then(_ -> {}).then(202, "{\"token\":\"documents-0@1\"}");

    assertThatThrownBy(() -> client.publish(Publication.of("a", "text")))
        .isInstanceOf(FreshetUnreachable.class);
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void publish_refusedBeforeItBegan_isRepeatedWithTheWholeBody() {
    server.then(503, problem(503, "Busy")).then(429, problem(429, "Too many requests"));
    server.then(202, "{\"token\":\"documents-0@1\"}");

    assertThat(client.publish(Publication.of("a", "text"))).isEqualTo(new Token("documents-0@1"));
    assertThat(server.asked).extracting(FakeServer.Asked::body).containsOnly("text").hasSize(3);
  }

  @Test
  void retryAfter_isWaited() {
    server.then(429, problem(429, "Too many requests"), "Retry-After", "1").then(200, EMPTY);
    long start = System.nanoTime();

    client.search(Search.of("x"));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
  }

  @Test
  void retryAfter_longerThanThePolicyWaits_endsTheCallAndIsTold() {
    server.then(429, problem(429, "Too many requests"), "Retry-After", "3600");

    assertThatThrownBy(() -> client.search(Search.of("x")))
        .isInstanceOfSatisfying(
            FreshetProblem.class,
            problem -> assertThat(problem.retryAfter()).contains(Duration.ofHours(1)));
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void badRequest_isNeverRepeated_andNamesItsField() {
    server.then(400, "{\"title\":\"Bad request\",\"detail\":\"no\",\"field\":\"limit\"}");

    assertThatThrownBy(() -> client.search(Search.of("x")))
        .isInstanceOfSatisfying(
            FreshetProblem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.field()).contains("limit");
              assertThat(problem.detail()).isEqualTo("no");
            });
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void nobodyListens_isUnreachable() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (FreshetClient lost =
        FreshetClient.builder(java.net.URI.create("http://127.0.0.1:" + free))
            .retries(QUICK)
            .build()) {
      assertThatThrownBy(lost::freshness)
          .isInstanceOf(FreshetUnreachable.class)
          .hasMessageStartingWith("GET /v1/freshness at http://127.0.0.1:" + free + " failed: ");
    }
  }

  @Test
  void answerThatNeverEnds_isGivenUpInTime() {
    server.then(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          server.hold();
        });
    try (FreshetClient hasty =
        server.client().callTimeout(Duration.ofMillis(300)).retries(RetryPolicy.NONE).build()) {
      assertThatThrownBy(hasty::freshness)
          .isInstanceOf(FreshetUnreachable.class)
          .hasMessage("GET /v1/freshness did not answer in PT0.3S");
    }
  }

  @Test
  void interrupt_endsTheCallAndKeepsTheFlag() throws Exception {
    var came = new CountDownLatch(1);
    server.then(
        _ -> {
          came.countDown();
          server.hold();
        });
    var outcome = new AtomicReference<String>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    client.freshness();
                  } catch (FreshetInterrupted _) {
                    outcome.set("interrupted, flag " + Thread.currentThread().isInterrupted());
                  }
                });
    came.await();
    caller.interrupt();
    caller.join();

    assertThat(outcome).hasValue("interrupted, flag true");
  }

  @Test
  void interrupt_endsAWaitBetweenAttempts() throws Exception {
    server.then(503, problem(503, "Busy"), "Retry-After", "60");
    try (FreshetClient patient =
        server
            .client()
            .retries(new RetryPolicy(9, Duration.ofMinutes(1), Duration.ofMinutes(2)))
            .build()) {
      var ended = new AtomicReference<Throwable>();
      Thread caller = Thread.ofVirtual().start(() -> ended.set(catchThrowable(patient::freshness)));
      while (server.asked.isEmpty()) {
        Thread.onSpinWait();
      }
      caller.interrupt();
      caller.join();
      assertThat(ended.get()).isInstanceOf(FreshetInterrupted.class);
    }
  }

  private static Throwable catchThrowable(Runnable call) {
    return org.assertj.core.api.Assertions.catchThrowable(call::run);
  }

  @Test
  void token_isAskedForBeforeEachAttempt_andNeverTold() {
    server.then(503, problem(503, "Busy")).then(401, problem(401, "Unauthorized"));
    var given = new AtomicInteger();
    try (FreshetClient renewing =
        server.client().retries(QUICK).token(() -> "secret-" + given.incrementAndGet()).build()) {
      assertThatThrownBy(renewing::freshness)
          .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
    }
    assertThat(server.asked)
        .extracting(request -> request.headers().getFirst("Authorization"))
        .containsExactly("Bearer secret-1", "Bearer secret-2");
  }
}

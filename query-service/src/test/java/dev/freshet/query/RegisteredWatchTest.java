package dev.freshet.query;

import static dev.freshet.query.EndpointTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.RunningService.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watches with a target, over HTTP, with a real webhook and fakes behind. */
class RegisteredWatchTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A post that came. */
  private record Post(Map<String, String> headers, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private volatile int answer = 204;
  private final HttpServer hook;
  private RunningService running;

  RegisteredWatchTest() throws Exception {
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          int status = answer;
          Map<String, String> headers = new HashMap<>();
          exchange
              .getRequestHeaders()
              .forEach((n, v) -> headers.put(n.toLowerCase(java.util.Locale.ROOT), v.getFirst()));
          posts.add(
              new Post(
                  headers,
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          if (status == 302) {
            exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    hook.start();
    running = start(new FakeKafka(0));
  }

  private String url() {
    return "http://127.0.0.1:" + hook.getAddress().getPort();
  }

  private static RunningService start(FakeKafka kafka) {
    RunningService started =
        new RunningService(
            Map.of(
                "watch.webhook-http", "true",
                "watch.webhook-private", "true",
                "watch.topics", "alerts"),
            kafka,
            ReadPoint.START);
    RunningService.await(started.service::ready);
    kafka.embedded.topic(WatchFixture.EMBEDDED);
    RunningService.await(() -> status(started) == 200);
    return started;
  }

  private static int status(RunningService running) {
    try {
      return running.get("/v1/watches").status();
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() {
    running.close();
    hook.stop(0);
  }

  private Answer register(String body) throws Exception {
    return register(running, body);
  }

  private static Answer register(RunningService running, String body) throws Exception {
    return running.send(
        running
            .request("/v1/watches")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static void awaitStanding(RunningService running, int watches) {
    RunningService.await(
        () -> {
          try {
            return running.get("/metrics").http().body().contains("freshet_watches " + watches);
          } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private Post post() throws InterruptedException {
    Post post = posts.poll(15, TimeUnit.SECONDS);
    assertThat(post).as("a post in 15 s").isNotNull();
    return post;
  }

  @Test
  void webhook_isPostedSigned_andAgainUntilItTakesIt() throws Exception {
    answer = 500;
    Answer made = register("{\"query\":\"leave\",\"target\":{\"webhook\":\"" + url() + "/hook\"}}");
    assertThat(made.status()).isEqualTo(201);
    String secret = made.json().at("/target/secret").asText();
    awaitStanding(running, 1);

    WatchFixture.of(running).publish("a", 0, "Annual leave");
    Post refused = post();
    answer = 204;
    Post taken = post();

    assertThat(taken.body()).isEqualTo(refused.body());
    assertThat(taken.headers().get("freshet-event-id"))
        .isEqualTo(refused.headers().get("freshet-event-id"));
    assertThat(taken.json().path("event").asText()).isEqualTo("match");
    assertThat(taken.json().at("/data/document/id").asText()).isEqualTo("a");
    assertThat(taken.json().path("watch")).isEqualTo(made.json().path("id"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed = taken.headers().get("freshet-timestamp") + "." + taken.body();
    assertThat(taken.headers().get("freshet-signature"))
        .isEqualTo(
            "sha256="
                + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    String listed = running.get("/v1/watches").json().toString();
    assertThat(listed).contains("\"query\":\"leave\"").doesNotContain(secret);
  }

  @Test
  void redirect_isNotFollowed() throws Exception {
    answer = 302;
    register("{\"query\":\"leave\",\"target\":{\"webhook\":\"" + url() + "/hook\"}}");
    awaitStanding(running, 1);
    WatchFixture.of(running).publish("a", 0, "Annual leave");

    String first = post().body();
    answer = 204;

    assertThat(post().body()).isEqualTo(first);
    assertThat(posts).isEmpty();
  }

  @Test
  void topic_isGivenEachEventUnderItsDocument() throws Exception {
    register("{\"query\":\"leave\",\"target\":{\"topic\":\"alerts\"}}");
    awaitStanding(running, 1);
    WatchFixture documents = WatchFixture.of(running);
    documents.publish("a", 0, "Annual leave");
    RunningService.await(() -> alerts().size() == 1);
    documents.delete("a", 1);

    RunningService.await(() -> alerts().size() == 2);
    assertThat(alerts())
        .extracting(r -> new String(r.key(), StandardCharsets.UTF_8))
        .containsExactly("a", "a");
    assertThat(JSON.readTree(alerts().get(1).value()).path("event").asText()).isEqualTo("retract");
  }

  private List<ProducerRecord<byte[], byte[]>> alerts() {
    return running.kafka.producer.history().stream()
        .filter(record -> record.topic().equals("alerts"))
        .toList();
  }

  @Test
  void watch_outlivesARestart_andIsToldWhatCameMeanwhile() throws Exception {
    register("{\"query\":\"leave\",\"target\":{\"webhook\":\"" + url() + "/hook\"}}");
    awaitStanding(running, 1);
    WatchFixture.of(running).publish("a", 0, "Leave of a");
    assertThat(post().json().at("/data/document/id").asText()).isEqualTo("a");
    running.close();

    FakeKafka kafka = new FakeKafka(0, running.kafka);
    running =
        new RunningService(
            Map.of("watch.webhook-http", "true", "watch.webhook-private", "true"),
            kafka,
            ReadPoint.START);
    WatchFixture again = new WatchFixture(kafka, running.store, WatchFixture.EMBEDDED);
    // The store holds what is told, also where it is told before the service first looks.
    running.store.readable = new ReadPoint(Map.of(new LogPartition(WatchFixture.EMBEDDED, 0), 1L));
    kafka.tell(again.event("a", 0, DocumentState.INDEXED, Metadata.NONE));
    again.publish("b", 1, "Leave of b");

    Post next = post();
    // At least once: the last one may come again where the service died before it said so.
    while (next.json().at("/data/document/id").asText().equals("a")) {
      next = post();
    }
    assertThat(next.json().at("/data/document/id").asText()).isEqualTo("b");
  }

  @Test
  void removed_isGone_andNobodyElsesCanBe() throws Exception {
    Answer made = register("{\"query\":\"leave\",\"target\":{\"topic\":\"alerts\"}}");
    String id = made.json().path("id").asText();
    awaitStanding(running, 1);

    Answer removed = running.send(running.request("/v1/watches/" + id).DELETE());
    Answer again = running.send(running.request("/v1/watches/" + id).DELETE());

    assertThat(removed.json().path("removed").asText()).isEqualTo(id);
    assertThat(again.status()).isEqualTo(404);
    awaitStanding(running, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"query":"x"} | target | "target" is missing: give {"webhook":"https://…"} or {"topic":"…"}
          {"query":"x","target":{}} | target | "target": give one of webhook or topic
          {"query":"x","target":{"topic":"documents"}} | target.topic | "target.topic": this service may not push to that topic; its setting watch.topics names those it may
          {"query":"x","target":{"webhook":"http://127.0.0.1/"}} | target.webhook | "target.webhook": give an absolute https address of at most 2000 characters, without user or fragment
          {"query":"x","target":{"webhook":"file:///etc/passwd"}} | target.webhook | "target.webhook": give an absolute https address of at most 2000 characters, without user or fragment
          {"query":"x","target":{"webhook":"https://127.0.0.1/"}} | target.webhook | "target.webhook" may not be reached: it does not lead to a public address
          {"query":"x","target":{"webhook":"https://[::1]/"}} | target.webhook | "target.webhook" may not be reached: it does not lead to a public address
          {"query":"x","target":{"webhook":"https://[::ffff:10.0.0.1]/"}} | target.webhook | "target.webhook" may not be reached: it does not lead to a public address
          {"query":"x","target":{"webhook":"https://169.254.169.254/"}} | target.webhook | "target.webhook" may not be reached: it does not lead to a public address
          {"query":"x","target":{"webhook":"https://0/"}} | target.webhook | "target.webhook" may not be reached: it does not lead to a public address
          {"query":"x","target":{"webhook":"https://8.8.8.8/","secret":"short"}} | target.secret | "target.secret": give 16 to 256 characters, or leave it out
          """)
  void target_thatMayNotBeReached_isRefused(String body, String field, String detail)
      throws Exception {
    try (RunningService strict = RunningService.ready()) {
      problem(register(strict, body), 400, "Bad request", field, detail);
    }
  }
}

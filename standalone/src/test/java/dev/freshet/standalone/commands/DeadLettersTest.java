package dev.freshet.standalone.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.standalone.commands.LettersOnABroker.Service;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Dead letters on a real broker, over HTTP and by the command line. */
@Timeout(120)
class DeadLettersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant THEN = Instant.parse("2026-07-01T12:00:00Z");

  @TempDir private static Path folder;
  private static LettersOnABroker kafka;
  private static int tests;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final HttpClient http = HttpClient.newHttpClient();
  private TopicNames topics;
  private Service service;

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = new LettersOnABroker(folder);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void startService() throws Exception {
    topics = new TopicNames("t" + tests++ + ".");
    kafka.topics(topics);
    service = kafka.service(topics);
  }

  @AfterEach
  void stopService() {
    http.close();
    service.close();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Freshet.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    var all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--url", service.url()));
    return line.execute(all.toArray(String[]::new));
  }

  private String letter(String id, Reason reason, int partition, long seconds) throws Exception {
    return kafka.write(
        topics,
        partition,
        THEN.plusSeconds(seconds),
        id,
        ("bytes of " + id).getBytes(UTF_8),
        LettersOnABroker.headers(reason, "documents-0@" + seconds));
  }

  private HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(service.url() + "/v1/dead-letters" + path))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<byte[]> answer = send("GET", path, "");
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static List<String> ids(JsonNode page) {
    var ids = new ArrayList<String>();
    page.path("letters").forEach(letter -> ids.add(letter.path("id").asText()));
    return ids;
  }

  @Test
  void list_tellsTheNewestFirst_acrossPartitions() throws Exception {
    String oldest = letter("a", Reason.CORRUPT, 0, 1);
    letter("b", Reason.TIMEOUT, 1, 2);
    letter("c", Reason.CORRUPT, 0, 3);

    JsonNode page = get("");

    assertThat(ids(page)).containsExactly("c", "b", "a");
    assertThat(page.path("next").isNull()).isTrue();
    assertThat(page.path("letters").get(2))
        .isEqualTo(
            JSON.readTree(
                """
                {"position":"%s","time":"2026-07-01T12:00:01Z","id":"a","tenant":"default",
                "source":"documents","version":"documents-0@1","sourceTime":"2026-07-01T11:00:00Z",
                "stage":"parse","reason":"corrupt","message":"it is corrupt","attempt":1,"bytes":10,
                "filename":"plan für.pdf","contentType":"","replayable":true,"obstacle":null}
                """
                    .formatted(oldest)));
  }

  @Test
  void list_filters() throws Exception {
    letter("a", Reason.CORRUPT, 0, 1);
    letter("b", Reason.TIMEOUT, 1, 2);
    letter("c", Reason.CORRUPT, 0, 3);

    assertThat(ids(get("?reason=timeout"))).containsExactly("b");
    assertThat(ids(get("?id=c"))).containsExactly("c");
    assertThat(ids(get("?since=2026-07-01T12:00:02Z"))).containsExactly("c", "b");
    assertThat(ids(get("?until=2026-07-01T12:00:02Z"))).containsExactly("a");
    assertThat(ids(get("?stage=parse&source=documents&reason=corrupt"))).containsExactly("c", "a");
    assertThat(ids(get("?stage=embed"))).isEmpty();
    assertThat(ids(get("?source=archive"))).isEmpty();
  }

  @Test
  void pages_giveEveryLetterOnce_whileOthersComeAndGo() throws Exception {
    for (int i = 0; i < 50; i++) {
      letter("d" + i, Reason.CORRUPT, i % 2, i);
    }
    var seen = new ArrayList<String>();
    String cursor = "";
    do {
      JsonNode page = get("?limit=7" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      seen.addAll(ids(page));
      letter("new", Reason.CORRUPT, seen.size() % 2, 1000);
      cursor = page.path("next").asText("");
      String last = page.path("letters").path(0).path("position").asText();
      assertThat(send("DELETE", "/" + last, "").body()).asString().contains("\"dropped\":true");
    } while (!cursor.isEmpty() && !cursor.equals("null"));

    assertThat(seen).hasSize(50).doesNotHaveDuplicates().startsWith("d49", "d48").endsWith("d0");
  }

  @Test
  void show_tellsHeadersAndPlainText_andWritesTheBytes() throws Exception {
    String position = letter("a", Reason.CORRUPT, 1, 1);
    Path file = folder.resolve("written-" + topics.prefix());

    assertThat(run("show", position, "--output", file.toString())).isZero();
    assertThat(out.toString())
        .contains("a  corrupt at parse · attempt 1 · ")
        .contains("meaning    The file is truncated or damaged and cannot be read.")
        .contains("header     filename: plan für.pdf")
        .endsWith("\nbytes of a\n");
    assertThat(file).hasContent("bytes of a");
    assertThat(run("show", position, "--output", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("show", position, "--json")).isZero();
    assertThat(JSON.readTree(out.toString()).path("preview").asText()).isEqualTo("bytes of a");
  }

  @Test
  void bytes_areADownload_whateverTheyAre() throws Exception {
    var bytes = new byte[8_000_000];
    new Random(1).nextBytes(bytes);
    var headers = LettersOnABroker.headers(Reason.CORRUPT, "documents-0@1");
    headers.put("content-type", "text/html");
    String position = kafka.write(topics, 0, THEN, "a", bytes, headers);

    HttpResponse<byte[]> answer = send("GET", "/" + position + "/bytes", "");

    assertThat(answer.body()).isEqualTo(bytes);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename*=UTF-8''plan%20f%C3%BCr.pdf");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(get("/" + position).path("preview").isNull()).isTrue();
  }

  @Test
  void replay_putsTheRecordOnTheSlowLane_asThatVersion_once() throws Exception {
    var headers = LettersOnABroker.headers(Reason.TIMEOUT, "documents-0@41");
    headers.put("freshet-error-attempt", "2");
    headers.put("freshet-deferred-by", "live");
    headers.put("freshet-source-position", "elsewhere-0@1");
    String position = kafka.write(topics, 1, THEN, "a", "bytes".getBytes(UTF_8), headers);

    assertThat(run("replay", position)).isZero();
    assertThat(out.toString()).isEqualTo("1 letter replayed\n");

    assertThat(kafka.records(topics.slow()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).asString().isEqualTo("a");
              assertThat(record.value()).asString().isEqualTo("bytes");
              assertThat(LettersOnABroker.headers(record))
                  .isEqualTo(
                      Map.of(
                          "filename", "plan für.pdf",
                          "freshet-source-position", "documents-0@41",
                          "freshet-source-time", "2026-07-01T11:00:00Z",
                          "freshet-attempt", "3"));
            });
    assertThat(ids(get(""))).isEmpty();
    assertThat(run("replay", position)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).isEqualTo("freshet: this letter was replayed or dropped before\n");
    assertThat(kafka.records(topics.slow())).hasSize(1);
  }

  @Test
  void settledLetters_areSoForEveryService_alsoAfterARestart() throws Exception {
    String replayed = letter("a", Reason.TIMEOUT, 0, 1);
    String dropped = letter("b", Reason.TIMEOUT, 1, 2);
    letter("c", Reason.TIMEOUT, 0, 3);
    Service first = service;
    try (Service second = kafka.service(topics)) {
      service = second;
      assertThat(ids(get(""))).containsExactly("c", "b", "a");
      service = first;
      assertThat(run("replay", replayed)).isZero();
      assertThat(run("drop", dropped)).isZero();
      service = second;
      assertThat(ids(get(""))).containsExactly("c");
      assertThat(send("GET", "/" + dropped, "").statusCode()).isEqualTo(404);
    } finally {
      service = first;
    }
    first.close();
    service = kafka.service(topics);
    assertThat(ids(get(""))).containsExactly("c");
    assertThat(send("DELETE", "/" + dropped, "").statusCode()).isEqualTo(404);
  }

  @Test
  void replayOfAll_goesOnUntilDone_andLeavesWhatItCannot() throws Exception {
    for (int i = 0; i < 450; i++) {
      letter("d" + i, i % 100 == 7 ? Reason.BAD_HEADER : Reason.TIMEOUT, i % 2, i);
    }

    assertThat(run("replay", "--all")).isEqualTo(ExitCode.FAILED);

    assertThat(out.toString())
        .contains("d407): a header of its record is malformed: publish the document again")
        .endsWith("445 letters replayed, 5 not\n");
    assertThat(kafka.records(topics.slow()))
        .hasSize(445)
        .extracting(record -> new String(record.key(), UTF_8))
        .doesNotHaveDuplicates();
    assertThat(ids(get(""))).containsExactly("d407", "d307", "d207", "d107", "d7");
    assertThat(run("replay", "--all", "--json")).isEqualTo(ExitCode.FAILED);
    assertThat(JSON.readTree(out.toString()).path("replayed").asInt()).isZero();
  }

  @Test
  void replayOfAFilter_replaysNoOther() throws Exception {
    letter("a", Reason.TIMEOUT, 0, 1);
    letter("b", Reason.CORRUPT, 0, 2);
    letter("c", Reason.TIMEOUT, 1, 3);

    assertThat(run("replay", "--reason", "timeout", "--json")).isZero();

    assertThat(JSON.readTree(out.toString()))
        .isEqualTo(JSON.readTree("{\"replayed\":2,\"notReplayed\":[]}"));
    assertThat(ids(get(""))).containsExactly("b");
  }

  @Test
  void replayOfWhatComesBack_isNotDoneAgainByTheSameRun() throws Exception {
    letter("a", Reason.TIMEOUT, 0, 1);
    JsonNode first =
        JSON.readTree(send("POST", "/replay", "{\"all\":true,\"cursor\":\"0.1-1.0\"}").body());
    letter("a", Reason.TIMEOUT, 0, 2);

    JsonNode again =
        JSON.readTree(send("POST", "/replay", "{\"all\":true,\"cursor\":\"0.1-1.0\"}").body());

    assertThat(first.path("replayed").asInt()).isEqualTo(1);
    assertThat(again.path("replayed").asInt()).isZero();
    assertThat(ids(get(""))).containsExactly("a");
  }

  @Test
  void letterThatCannotBeReplayed_isAProblemThatNamesTheFix() throws Exception {
    String noId =
        kafka.write(
            topics,
            0,
            THEN,
            null,
            "x".getBytes(UTF_8),
            LettersOnABroker.headers(Reason.BAD_ID, "documents-0@1"));
    String noBytes =
        kafka.write(
            topics,
            0,
            THEN,
            "a",
            null,
            LettersOnABroker.headers(Reason.EMBEDDING_REFUSED, "documents-0@2"));

    assertThat(run("replay", noId)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .isEqualTo(
            "freshet: not put back as it is: its record has no readable id: publish the file again"
                + " with an id as its key, and drop the letter\n");
    HttpResponse<byte[]> answer =
        send("POST", "/replay", "{\"position\":\"%s\"}".formatted(noBytes));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(JSON.readTree(answer.body()).path("detail").asText())
        .contains("it has no bytes, they were no longer in Kafka: publish the document again");
    assertThat(send("GET", "/" + noBytes + "/bytes", "").statusCode()).isEqualTo(404);
    assertThat(kafka.records(topics.slow())).isEmpty();
    assertThat(ids(get(""))).hasSize(2);
  }

  @Test
  void drop_ofSeveral_listsThemNoMore() throws Exception {
    String a = letter("a", Reason.TIMEOUT, 0, 1);
    String b = letter("b", Reason.TIMEOUT, 1, 2);

    assertThat(run("drop", a, b)).isZero();
    assertThat(out.toString()).isEqualTo("dropped " + a + "\ndropped " + b + "\n");
    assertThat(run("list")).isZero();
    assertThat(out.toString()).isEqualTo("no dead letters\n");
    assertThat(run("drop", a)).isEqualTo(ExitCode.USAGE);
    assertThat(kafka.records(topics.slow())).isEmpty();
  }

  @Test
  void list_byTheCommandLine_pagesUpToItsLimit() throws Exception {
    for (int i = 0; i < 230; i++) {
      letter("d" + i, Reason.TIMEOUT, i % 2, i);
    }
    assertThat(run("list", "--limit", "2")).isZero();
    assertThat(out.toString())
        .contains("d229  timeout at parse", "d228", "2 letters; there may be more")
        .doesNotContain("d227");
    assertThat(run("list", "--limit", "225", "--json", "--since", "2026-07-01T12:00:00Z")).isZero();
    assertThat(ids(JSON.readTree(out.toString()))).hasSize(225).startsWith("d229").endsWith("d5");
  }

  @Test
  void positionThatIsNot_isNotFound() throws Exception {
    letter("a", Reason.TIMEOUT, 0, 1);
    for (String position : List.of("-0@1", "-0@99", "-7@0")) {
      assertThat(send("GET", "/" + topics.deadLetters() + position, "").statusCode())
          .isEqualTo(404);
    }
    assertThat(run("drop", topics.deadLetters() + "-0@1")).isEqualTo(ExitCode.USAGE);
    assertThat(kafka.records(topics.deadLetterMarks())).isEmpty();
  }

  @Test
  void topicThatIsNotThereYet_isUnavailable() throws Exception {
    Service first = service;
    try (Service second = kafka.service(new TopicNames("nowhere."))) {
      service = second;
      assertThat(send("GET", "", "").statusCode()).isEqualTo(503);
    } finally {
      service = first;
    }
  }

  @Test
  void replayWithoutSayingThatItIsJson_isRefused() throws Exception {
    letter("a", Reason.TIMEOUT, 0, 1);
    var request =
        HttpRequest.newBuilder(URI.create(service.url() + "/v1/dead-letters/replay"))
            .POST(BodyPublishers.ofString("{\"all\":true}"))
            .build();
    assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(415);
    assertThat(kafka.records(topics.slow())).isEmpty();
  }
}

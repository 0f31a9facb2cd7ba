package dev.freshet.standalone.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.topics.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Where documents are, on a real broker with records as the jobs write them. */
@Timeout(120)
class JourneyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final Failure CORRUPT =
      new Failure(Stage.PARSE, Reason.CORRUPT, "the file is truncated");

  @TempDir private static Path folder;
  private static LettersOnABroker kafka;

  private final HttpClient http = HttpClient.newHttpClient();
  private JourneyRecords line;
  private LettersOnABroker.Service service;

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
    line = new JourneyRecords(kafka);
    service = started(Map.of());
  }

  /** Ready before anything is told: what was told before it began would have to be in its store. */
  private LettersOnABroker.Service started(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(Map.of("journey.timeout", "30s"));
    all.putAll(settings);
    LettersOnABroker.Service started = kafka.service(line.topics(), all);
    long began = System.nanoTime();
    while (!started.query().ready()) {
      assertThat(System.nanoTime() - began).as("ready in time").isLessThan(PATIENCE_NANOS);
      Thread.onSpinWait();
    }
    return started;
  }

  @AfterEach
  void stopService() {
    http.close();
    service.close();
  }

  private HttpResponse<byte[]> send(String path, String key) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(service.url() + "/v1/documents/" + path));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private JsonNode journey(String path, String key) throws Exception {
    HttpResponse<byte[]> answer = send(path, key);
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** The journey, once what was told just now has been heard. */
  private JsonNode journey(String id, Predicate<JsonNode> heard) throws Exception {
    return journey(id, "", heard);
  }

  private JsonNode journey(String id, String key, Predicate<JsonNode> heard) throws Exception {
    long began = System.nanoTime();
    while (true) {
      HttpResponse<byte[]> answer = send(id + "/journey", key);
      JsonNode told = JSON.readTree(answer.body());
      if (answer.statusCode() == 200 && heard.test(told)) {
        return told;
      }
      assertThat(System.nanoTime() - began)
          .as("in time; last it said " + told)
          .isLessThan(PATIENCE_NANOS);
      Thread.onSpinWait();
    }
  }

  private static Predicate<JsonNode> state(String wanted) {
    return told -> told.at("/versions/0/state").asText().equals(wanted);
  }

  @Test
  void neverIndexed_isSeenAtEachStageOfTheLine() throws Exception {
    line.publish("first");
    line.publish("second");
    var version = line.publish("a/b");

    JsonNode published = journey("a%2Fb/journey", "");

    JsonNode one = published.at("/versions/0");
    assertThat(published.path("standing").isNull()).isTrue();
    assertThat(one.path("version").asText()).isEqualTo(version.position().token());
    assertThat(one.path("state").asText()).isEqualTo("in-flight");
    assertThat(one.path("why").asText()).isEqualTo("in-line");
    assertThat(one.path("stage").asText()).isEqualTo("parse");
    assertThat(one.path("ahead").asLong()).isEqualTo(2);
    assertThat(one.path("stages")).isEmpty();
    assertThat(one.has("estimate")).isFalse();

    line.parsed("a/b", version, new Outcome.Deleted<>());
    JsonNode parsed = journey("a%2Fb/journey", "").at("/versions/0");
    assertThat(parsed.path("stage").asText()).isEqualTo("embed");
    assertThat(parsed.at("/stages/0").toString())
        .isEqualTo(
            "{\"stage\":\"parse\",\"waitedMs\":10.0,\"startMicros\":"
                + JourneyRecords.micros(version, 10)
                + ",\"endMicros\":"
                + JourneyRecords.micros(version, 15)
                + ",\"ms\":5.0,\"machine\":\"one\"}");

    line.embedded("a/b", version, new Outcome.Deleted<>());
    JsonNode embedded = journey("a%2Fb/journey", "").at("/versions/0");
    assertThat(embedded.path("stage").asText()).isEqualTo("index");
    assertThat(embedded.path("stages")).hasSize(2);
  }

  @Test
  void everyVersion_isTold_theNewestFirst() throws Exception {
    var first = line.publish("a");
    line.tell("a", first, DocumentState.INDEXED, List.of(), Optional.empty());
    var second = line.publish("a");
    line.tell("a", second, DocumentState.INDEXED, List.of(), Optional.empty());
    var third = line.publish("a");

    JsonNode told = journey("a", j -> j.path("standing").asText().equals(second.toString()));

    assertThat(told.path("versions").findValuesAsText("version"))
        .containsExactly(third.toString(), second.toString(), first.toString());
    assertThat(told.path("versions").findValuesAsText("state"))
        .containsExactly("in-flight", "indexed", "indexed");
    assertThat(told.at("/versions/1/stands").asBoolean()).isTrue();
    assertThat(told.at("/versions/1/freshnessMs").asLong()).isEqualTo(55);
    assertThat(told.at("/versions/1/signals").toString())
        .isEqualTo("[{\"signal\":\"pii\",\"value\":1.0,\"detail\":\"email 1\",\"flagged\":true}]");
    assertThat(told.at("/versions/2/stands").asBoolean()).isFalse();
    assertThat(told.at("/versions/2/text").asText()).contains("newer version took its place");
  }

  @Test
  void dead_namesReasonAndLetter() throws Exception {
    var version = line.publish("a");
    String letter = line.letter("a", version, Reason.CORRUPT);
    line.tell("a", version, DocumentState.DEAD, List.of(), Optional.of(CORRUPT));

    JsonNode told = journey("a", state("dead"));

    assertThat(told.at("/versions/0/failure").toString())
        .isEqualTo(
            "{\"stage\":\"parse\",\"reason\":\"corrupt\",\"message\":\"the file is truncated\","
                + "\"meaning\":\"The file is truncated or damaged and cannot be read.\","
                + "\"letter\":\""
                + letter
                + "\"}");
  }

  @Test
  void deferred_isFoundInTheSlowLane_orHasSteppedAside() throws Exception {
    var slow = line.publish("slow");
    line.slow("slow", slow);
    line.tell("slow", slow, DocumentState.DEFERRED, List.of(), Optional.empty());
    var aside = line.publish("aside");
    line.tellPassing("aside", aside);

    JsonNode told = journey("slow", state("deferred")).at("/versions/0");
    assertThat(told.path("why").asText()).isEqualTo("slow-lane");
    assertThat(told.path("lane").asText()).isEqualTo("slow");
    assertThat(told.path("stage").asText()).isEqualTo("parse");

    JsonNode other = journey("aside", state("deferred")).at("/versions/0");
    assertThat(other.path("why").asText()).isEqualTo("stepped-aside");
    assertThat(other.path("stage").asText()).isEqualTo("parse");
  }

  @Test
  void nothingIsTold_ofWhatTheCallerMayNotSee() throws Exception {
    Path keys = folder.resolve("keys.yaml");
    Files.writeString(
        keys,
        """
        keys:
          - {key: legal-0123456789012345, tenant: default, principals: ["group:legal"], scopes: [read]}
          - {key: other-0123456789012345, tenant: default, principals: [], scopes: [read]}
          - {key: acme-00123456789012345, tenant: acme, principals: ["group:legal"], scopes: [read]}
        """);
    service.close();
    service = started(Map.of("api-keys", keys.toString()));
    var open = line.publish("open");
    line.tell("open", open, DocumentState.INDEXED, List.of(), Optional.empty());
    var narrow = line.publish("open", "acl", "group:legal");
    line.tell("open", narrow, DocumentState.DEAD, List.of(), Optional.of(CORRUPT));
    var wide = line.publish("open");
    line.tell("open", wide, DocumentState.INDEXED, List.of(), Optional.empty());
    var secret = line.publish("secret", "acl", "group:legal");
    String legal = "legal-0123456789012345";
    JsonNode all =
        journey("open", legal, told -> told.path("standing").asText().equals(wide.toString()));

    assertThat(all.path("versions").findValuesAsText("version"))
        .containsExactly(wide.toString(), narrow.toString(), open.toString());
    assertThat(journey("secret/journey", legal).at("/versions/0/state").asText())
        .isEqualTo("in-flight");
    assertThat(
            journey("open/journey", "other-0123456789012345")
                .path("versions")
                .findValuesAsText("version"))
        .containsExactly(wide.toString(), open.toString());
    for (String stranger : List.of("other-0123456789012345", "acme-00123456789012345")) {
      assertThat(send("secret/journey", stranger).statusCode()).isEqualTo(404);
      assertThat(send("secret/journey?token=" + secret, stranger).statusCode()).isEqualTo(404);
    }
    assertThat(send("open/journey", "acme-00123456789012345").statusCode()).isEqualTo(404);
    assertThat(send("open/journey?token=" + secret, legal).statusCode()).isEqualTo(404);
  }

  @Test
  void deletionUnderWay_isToldAlone_whereTheRestIsWithheld() throws Exception {
    var first = line.publish("a", "acl", "group:nobody");
    line.tell("a", first, DocumentState.INDEXED, List.of("group:nobody"), Optional.empty());
    // Told after it: once that is seen, what was told of the other one is known.
    var other = line.publish("other");
    line.tell("other", other, DocumentState.INDEXED, List.of(), Optional.empty());
    journey("other", state("indexed"));
    var end = line.delete("a");

    JsonNode told = journey("a/journey", "");

    assertThat(told.path("versions").findValuesAsText("version")).containsExactly(end.toString());
    assertThat(told.at("/versions/0/deletes").asBoolean()).isTrue();
    assertThat(told.path("standing").isNull()).isTrue();
  }

  @Test
  void inALongLine_aTokenFindsTheVersion_andTheRestIsToldAsNotLookedAt() throws Exception {
    service.close();
    service = started(Map.of("journey.records", "5"));
    var version = line.publish("a");
    for (int i = 0; i < 40; i++) {
      line.publish("other-" + i);
    }

    HttpResponse<byte[]> without = send("a/journey", "");
    assertThat(without.statusCode()).isEqualTo(404);
    assertThat(JSON.readTree(without.body()).path("detail").asText())
        .contains("nor among the newest 5 of 41 records under way");
    JsonNode told = journey("a/journey?token=" + version, "");
    assertThat(told.at("/versions/0/state").asText()).isEqualTo("in-flight");
    assertThat(told.at("/versions/0/ahead").asLong()).isZero();
    assertThat(told.at("/underWay/left").asLong()).isEqualTo(36);
    assertThat(send("a/journey?token=" + version + "x", "").statusCode()).isEqualTo(400);
  }

  @Test
  void trace_drawsTheJourney_andEndsWithOneWhereItIsDead() throws Exception {
    var first = line.publish("a");
    line.tell("a", first, DocumentState.INDEXED, List.of(), Optional.empty());
    var second = line.publish("a");
    line.tell("a", second, DocumentState.DEAD, List.of(), Optional.of(CORRUPT));
    journey("a", state("dead"));
    StringWriter out = new StringWriter();
    CommandLine command = Freshet.commandLine();
    command.setOut(new PrintWriter(out, true));

    int exit = command.execute("trace", "--url", service.url(), "--follow", "a");

    assertThat(exit).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .contains(second + "  dead  published")
        .contains("corrupt: the file is truncated")
        .contains(first + "  indexed  published")
        .contains("retrievable after 55.0 ms")
        .containsPattern("  embed +·+█+·+ +10\\.0 ms after +5\\.0 ms  two")
        .contains("It is retrievable.");
  }
}

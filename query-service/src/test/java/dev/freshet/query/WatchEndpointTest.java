package dev.freshet.query;

import static dev.freshet.query.EndpointTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.Watcher.Heard;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Standing queries over HTTP, with fakes behind them. */
class WatchEndpointTest {
  private static final String ANN = "ann-0123456789abcd";
  private static final String BOB = "bob-0123456789abcd";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    client.shutdownNow();
  }

  private RunningService running(String... flags) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < flags.length; i += 2) {
      all.put(flags[i], flags[i + 1]);
    }
    RunningService running = new RunningService(all, 0);
    open.add(running);
    RunningService.await(running.service::ready);
    running.kafka.embedded.topic(WatchFixture.EMBEDDED);
    return running;
  }

  private Watcher watcher(RunningService running, String query, String... headers)
      throws Exception {
    Watcher watcher = new Watcher(client, running.service.port(), query, headers);
    open.add(watcher);
    return watcher;
  }

  private static double metric(RunningService running, String name) {
    try {
      String metrics = running.get("/metrics").http().body();
      return metrics
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + name + " in: " + metrics));
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void passage_isPushedOnceItIsRetrievable_andNotBefore() throws Exception {
    RunningService running = running();
    WatchFixture documents = WatchFixture.of(running);
    documents.publish("old", 0, "Annual leave of old");
    RunningService.await(() -> found(running) == 1);
    Watcher watcher = watcher(running, "query=annual+leave&minScore=0.9");
    assertThat(watcher.next("watching").data().path("minScore").asDouble()).isEqualTo(.9);

    IndexEvent later = documents.embed("a", 1, WatchFixture.NEAR, Metadata.NONE, "Annual leave");
    RunningService.await(() -> running.kafka.embedded.isRead(WatchFixture.EMBEDDED, 1));
    assertThat(watcher.heard).isEmpty();
    // Told in the order of the input, as the index job tells.
    running.kafka.tell(later);
    documents.publish("elsewhere", 2, WatchFixture.FAR, Metadata.NONE, "Quite another thing");

    Heard match = watcher.next("match");
    assertThat(match.document()).isEqualTo("a");
    assertThat(match.text()).isEqualTo("Annual leave");
    assertThat(match.data().at("/document/version").asText()).isEqualTo("documents-0@1");
    assertThat(match.data().at("/passage/highlights").toString()).isEqualTo("[[0,6],[7,12]]");
    assertThat(match.data().path("score").asDouble()).isEqualTo(1.0);
    assertThat(match.data().path("scores").toString()).isEqualTo("{\"dense\":1.0,\"sparse\":1.0}");
    assertThat(found(running)).isEqualTo(2);
    documents.publish("b", 3, "Annual leave again");
    assertThat(watcher.next("match").document()).isEqualTo("b");
  }

  private static int found(RunningService running) {
    try {
      return running
          .search("{\"query\":\"annual leave\",\"mode\":\"sparse\"}")
          .json()
          .path("results")
          .size();
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void newVersion_isAnUpdateOrARetraction_andWhatDidNotChangeIsNotPushedAgain() throws Exception {
    RunningService running = running();
    WatchFixture documents = WatchFixture.of(running);
    Watcher watcher = watcher(running, "query=annual+leave&mode=sparse");
    watcher.next("watching");

    documents.publish("a", 0, "Annual leave: 25 days", "Annual leave: ask early");
    List<String> first = List.of(watcher.next("match").text(), watcher.next("match").text());
    documents.publish("a", 1, "Annual leave: 30 days", "Annual leave: ask early");
    Heard update = watcher.next("update");
    Heard retraction = watcher.next("retract");
    documents.publish("a", 2, "Nothing of the kind");
    Heard rest = watcher.next("retract");
    documents.publish("b", 3, "Annual leave of b");
    Heard other = watcher.next("match");
    documents.delete("b", 4);
    Heard deleted = watcher.next("retract");

    assertThat(first).containsExactly("Annual leave: 25 days", "Annual leave: ask early");
    assertThat(update.text()).isEqualTo("Annual leave: 30 days");
    assertThat(retraction.data().path("passages")).hasSize(1);
    assertThat(retraction.data().path("reason").asText()).isEqualTo("superseded");
    assertThat(rest.data().path("passages")).hasSize(2);
    assertThat(rest.document()).isEqualTo("a");
    assertThat(deleted.data().path("reason").asText()).isEqualTo("deleted");
    assertThat(deleted.data().at("/passages/0")).isEqualTo(other.data().at("/passage/id"));
  }

  @Test
  void watcherThatComesBack_isToldWhatItMissed_once_alsoWithinADocument() throws Exception {
    RunningService running = running("watch.heartbeat", "100ms");
    WatchFixture documents = WatchFixture.of(running);
    Watcher first = watcher(running, "query=leave&mode=sparse");
    first.next("watching");
    documents.publish("a", 0, "Leave one", "Leave two", "Leave three");
    first.next("match");
    Heard second = first.next("match");
    first.next("match");
    first.close();
    RunningService.await(() -> metric(running, "freshet_watchers") == 0);
    documents.publish("b", 1, "Leave of b");

    Watcher back = watcher(running, "query=leave&mode=sparse", "Last-Event-ID", second.id());

    assertThat(back.next("watching").data().path("resumed").asBoolean()).isTrue();
    assertThat(back.next("match").text()).isEqualTo("Leave three");
    Heard missed = back.next("match");
    assertThat(missed.text()).isEqualTo("Leave of b");
    back.close();
    documents.delete("b", 3);
    Watcher later = watcher(running, "query=leave&mode=sparse", "Last-Event-ID", missed.id());
    later.next("watching");
    assertThat(later.next("retract").document()).isEqualTo("b");
    back = later;
    documents.publish("a", 4, "Leave four");
    assertThat(back.next("update").text()).isEqualTo("Leave four");
    assertThat(back.next("retract").data().path("passages")).hasSize(3);
    Watcher again = watcher(running, "query=leave&mode=sparse", "Last-Event-ID", missed.id());
    again.next("watching");
    assertThat(again.next("retract").document()).isEqualTo("b");
    assertThat(again.next("update").text()).isEqualTo("Leave four");
  }

  @Test
  void restart_losesAndRepeatsNothing() throws Exception {
    RunningService before = running();
    WatchFixture documents = WatchFixture.of(before);
    Watcher first = watcher(before, "query=leave&mode=sparse");
    first.next("watching");
    documents.publish("a", 0, "Leave of a");
    String last = first.next("match").id();
    before.close();
    assertThat(first.next().event()).isIn("cut-off", "(end)");

    FakeKafka kafka = new FakeKafka(0, before.kafka);
    RunningService after = new RunningService(Map.of(), kafka, ReadPoint.START);
    open.add(after);
    RunningService.await(after.service::ready);
    WatchFixture again = new WatchFixture(kafka, after.store, WatchFixture.EMBEDDED);
    kafka.tell(
        again.event("a", 0, dev.freshet.common.document.DocumentState.INDEXED, Metadata.NONE));
    again.publish("b", 1, "Leave of b");
    RunningService.await(() -> after.catalogue.applied.size() == 2);
    Watcher back = watcher(after, "query=leave&mode=sparse", "Last-Event-ID", last);
    back.next("watching");

    assertThat(back.next("match").document()).isEqualTo("b");
    again.publish("a", 2, "Leave of a, anew");
    assertThat(back.next("update").document()).isEqualTo("a");
  }

  @Test
  void nobody_isToldWhatTheyMayNotSee_andWhatIsHiddenLaterIsWithdrawn() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("keys.yaml"),
            """
            keys:
              - {key: %s, tenant: default, principals: ["user:ann"], scopes: [read]}
              - {key: %s, tenant: default, principals: ["user:bob"], scopes: [read]}
              - {key: stranger-0123456789, tenant: other, scopes: [read]}
            """
                .formatted(ANN, BOB));
    RunningService running = running("api-keys", file.toString());
    WatchFixture documents = WatchFixture.of(running);
    Watcher ann = watcher(running, "query=leave", "Authorization", "Bearer " + ANN);
    Watcher bob = watcher(running, "query=leave", "Authorization", "Bearer " + BOB);
    Watcher stranger =
        watcher(running, "query=leave", "Authorization", "Bearer stranger-0123456789");
    ann.next("watching");
    bob.next("watching");
    stranger.next("watching");

    documents.publish("secret", 0, WatchFixture.NEAR, acl("user:ann"), "Leave of ann");
    documents.publish("open", 1, "Leave for all");
    assertThat(ann.next("match").document()).isEqualTo("secret");
    assertThat(ann.next("match").document()).isEqualTo("open");
    assertThat(bob.next("match").document()).isEqualTo("open");
    running.kafka.notice(notice("open", 2, "user:ann"));
    Heard withdrawn = bob.next("retract");
    documents.publish("open", 2, WatchFixture.NEAR, acl("user:ann"), "Leave for ann alone");
    assertThat(ann.next("update").text()).isEqualTo("Leave for ann alone");
    ann.next("retract");
    documents.publish("secret", 3, WatchFixture.NEAR, acl("user:bob"), "Leave of bob");

    assertThat(withdrawn.data().path("reason").asText()).isEqualTo("withdrawn");
    assertThat(withdrawn.data().toString()).doesNotContain("Leave").doesNotContain("version");
    assertThat(bob.next("match").text()).isEqualTo("Leave of bob");
    Heard gone = ann.next("retract");
    assertThat(gone.document()).isEqualTo("secret");
    assertThat(gone.data().path("reason").asText()).isEqualTo("withdrawn");
    assertThat(stranger.heard).isEmpty();
  }

  private static Metadata acl(String... principals) {
    Metadata none = Metadata.NONE;
    return new Metadata(
        none.title(),
        none.filename(),
        none.contentType(),
        none.sourceUri(),
        none.publishedAt(),
        none.expiresAt(),
        List.of(principals),
        none.meta(),
        none.author(),
        none.createdAt(),
        none.modifiedAt(),
        none.bytes());
  }

  private static PermissionNotice notice(String id, long offset, String... readers) {
    return new PermissionNotice(
        new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId(id)),
        new Version(new Position("documents", 0, offset), RunningService.NOW),
        Set.of(readers));
  }

  @Test
  void filterAndSources_areHeeded() throws Exception {
    RunningService running = running();
    WatchFixture documents = WatchFixture.of(running);
    String filter = "%7B%22field%22%3A%22title%22%2C%22eq%22%3A%22Guide%22%7D";
    Watcher filtered = watcher(running, "query=leave&filter=" + filter);
    Watcher elsewhere = watcher(running, "query=leave&sources=archive");
    filtered.next("watching");
    elsewhere.next("watching");

    documents.publish("a", 0, "Leave of a");
    documents.publish("b", 1, WatchFixture.NEAR, Metadata.NONE.withTitle("Guide"), "Leave of b");

    assertThat(filtered.next("match").document()).isEqualTo("b");
    assertThat(elsewhere.heard).isEmpty();
  }

  @Test
  void twoHundredWatchers_areAllToldOnce() throws Exception {
    RunningService running = running();
    WatchFixture documents = WatchFixture.of(running);
    List<Watcher> watchers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      watchers.add(watcher(running, "query=leave&mode=sparse"));
    }
    for (Watcher watcher : watchers) {
      watcher.next("watching");
    }

    IntStream.range(0, 5).forEach(i -> documents.publish("d" + i, i, "Leave " + i));

    for (Watcher watcher : watchers) {
      List<Heard> all = watcher.until("d4");
      assertThat(all).extracting(Heard::document).containsExactly("d0", "d1", "d2", "d3", "d4");
    }
    assertThat(metric(running, "freshet_watchers")).isEqualTo(200);
    assertThat(metric(running, "freshet_watches")).isEqualTo(200);
  }

  @Test
  void readerThatDoesNotRead_isCutOff_andTheOthersGoOn() throws Exception {
    RunningService running = running("watch.queue", "8", "watch.patience", "2s");
    WatchFixture documents = WatchFixture.of(running);
    Watcher well = watcher(running, "query=leave&mode=sparse");
    well.next("watching");
    try (Socket stuck = new Socket(InetAddress.getLoopbackAddress(), running.service.port())) {
      stuck.setReceiveBufferSize(1024);
      stuck
          .getOutputStream()
          .write(
              "GET /v1/watch?query=leave&mode=sparse HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = stuck.getInputStream();
      assertThat(in.read()).isEqualTo('H');
      RunningService.await(() -> metric(running, "freshet_watchers") == 2);
      String much = "Leave " + "x".repeat(400_000);
      for (int i = 0; i < 40; i++) {
        documents.publish("d" + i, i, much + i);
        assertThat(well.next("match").document()).isEqualTo("d" + i);
      }

      RunningService.await(() -> metric(running, "freshet_watchers") == 1);
      documents.publish("last", 40, "Leave, at last");
      assertThat(well.next("match").document()).isEqualTo("last");
    }
  }

  @Test
  void tooManyWatchers_areRefused_andAnIdleOneOutlivesTheIdleTime() throws Exception {
    RunningService running =
        running("watch.connections-per-caller", "1", "watch.heartbeat", "200ms", "http.idle", "1s");
    Watcher first = watcher(running, "query=leave");
    first.next("watching");

    Answer second = running.get("/v1/watch?query=leave");

    assertThat(second.status()).isEqualTo(503);
    assertThat(second.json().path("detail").asText())
        .isEqualTo("more than 1 watchers at once of one caller: try again when one has ended");
    long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
    RunningService.await(() -> System.nanoTime() > end);
    WatchFixture.of(running).publish("a", 0, "Leave of a");
    assertThat(first.next("match").document()).isEqualTo("a");
    first.close();
    RunningService.await(() -> metric(running, "freshet_watchers") == 0);
    watcher(running, "query=leave").next("watching");
  }

  @Test
  void head_holdsNoPlace() throws Exception {
    RunningService running = running("watch.connections", "1");
    for (int i = 0; i < 3; i++) {
      Answer head =
          running.send(
              running
                  .request("/v1/watch?query=leave")
                  .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
      assertThat(head.status()).isEqualTo(200);
    }
    watcher(running, "query=leave").next("watching");
  }

  @Test
  void service_endsInTime_withWatchers() throws Exception {
    RunningService running = running("http.grace", "500ms");
    Watcher watcher = watcher(running, "query=leave");
    watcher.next("watching");
    long start = System.nanoTime();

    running.service.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(watcher.next().event()).isIn("cut-off", "(end)");
  }

  @Test
  void tooMuchMissed_isAGap() throws Exception {
    RunningService running = running("watch.resume", "3");
    WatchFixture documents = WatchFixture.of(running);
    Watcher first = watcher(running, "query=leave&mode=sparse");
    first.next("watching");
    documents.publish("a", 0, "Leave of a");
    String id = first.next("match").id();
    first.close();
    IntStream.range(1, 6).forEach(i -> documents.publish("d" + i, i, "Leave " + i));
    RunningService.await(() -> running.catalogue.applied.size() == 6);
    RunningService.await(() -> found(running, "leave") == 6);

    Watcher back = watcher(running, "query=leave&mode=sparse", "Last-Event-ID", id);
    Watcher foreign = watcher(running, "query=leave&mode=sparse", "Last-Event-ID", "old!1!1");

    assertThat(back.next("watching").data().path("resumed").asBoolean()).isFalse();
    back.next("gap");
    documents.publish("z", 6, "Leave of z");
    assertThat(back.next("match").document()).isEqualTo("z");
    foreign.next("watching");
    foreign.next("gap");
  }

  private static int found(RunningService running, String query) {
    try {
      return running.search("{\"query\":\"" + query + "\"}").json().path("results").size();
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mode=dense | query | "query" is missing or empty: give 1 to 4096 characters
          query=x&minScore=2 | minScore | "minScore" is out of bounds: give a number from 0 to 1
          query=x&minScore=NaN | minScore | "minScore" is out of bounds: give a number from 0 to 1
          query=x&minScore=high | minScore | parameter "minScore": give a number from 0 to 1
          query=x&minscore=1 | minscore | parameter "minscore" is unknown: did you mean "minScore"?
          query=x&mode=fuzzy | mode | mode "fuzzy" is unknown: use one of hybrid, dense, sparse
          query=x&sources=document | sources | source "document" is unknown: did you mean "documents"?
          query=the&mode=sparse | query | "query" has no word that is indexed: give others, or another mode
          query=x&filter=%7B | filter | parameter "filter" is no JSON: give a filter tree such as {"field":"meta.team","eq":"legal"}, percent-encoded
          query=x&filter=%7B%7D | filter | "filter": give one of all, any, not or field
          """)
  void badRequest_namesTheParameterAndTheFix(String query, String field, String detail)
      throws Exception {
    problem(running().get("/v1/watch?" + query), 400, "Bad request", field, detail);
  }

  @ParameterizedTest
  @CsvSource({"x", "!!", "NAME!!", "NAME!-1!0", "NAME!0!zzzzzzzzzzzzzzzzzzzzz", "NAME!0!0!9-1-1"})
  void idThatIsNone_isRefused(String id) throws Exception {
    RunningService running = running();
    Answer answer =
        running.send(
            running
                .request("/v1/watch?query=x")
                .header("Last-Event-ID", id.replace("NAME", RunningService.NAME))
                .GET());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asText()).isEqualTo("Last-Event-ID");
  }

  @Test
  void idFromTheFuture_doesNotSilenceTheWatch() throws Exception {
    RunningService running = running();
    String now = watcher(running, "query=leave").next("watching").id();
    // Each position has seven signs for its partition before it.
    String future = now.replaceAll("([!-]\\w{7})\\w+", "$1zzzzzz");
    assertThat(future).isNotEqualTo(now);
    Watcher watcher = watcher(running, "query=leave", "Last-Event-ID", future);
    watcher.next("watching");
    WatchFixture.of(running).publish("a", 0, "Leave of a");
    assertThat(watcher.next("match").document()).isEqualTo("a");
  }
}

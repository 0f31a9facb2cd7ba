package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.standalone.client.FreshetClient;
import dev.freshet.standalone.commands.ExitCode;
import dev.freshet.standalone.commands.Freshet;
import dev.freshet.stores.lucene.Corruption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was corrupted on purpose is found and mended, and nothing is found where nothing is wrong:
 * with the real broker, jobs, Lucene, service and command line.
 */
@Timeout(480)
class VerifyTest {
  private static final String LONG =
      Stream.of("heron", "kestrel", "bittern", "osprey")
          .map(bird -> ("The " + bird + " stands in the water at dawn and waits. ").repeat(12))
          .reduce("", (a, b) -> a + "\n\n" + b);

  /** A round reads all that was ever published: it is not to grow without end. */
  private static final int MOST = 1500;

  private static final long PAUSE_NANOS = 50_000_000;

  /** Documents of the same text, each for one kind of harm. */
  private static final List<String> HARMED =
      List.of("cut", "turned", "forged", "lost", "untold", "headless");

  /** What the harm is told as, with whether it is mended. */
  private static final List<String> FOUND =
      List.of(
          "passages cut",
          "vector turned",
          "text forged",
          "missing lost",
          "event untold",
          "missing headless",
          "orphan headless",
          "orphan ghost",
          "stale plan");

  @TempDir Path folder;
  private FakeModel model;

  @BeforeEach
  void serve() throws IOException {
    model = new FakeModel();
  }

  @AfterEach
  void end() {
    model.close();
  }

  /** Nothing waits, and nothing let others go ahead. */
  private static boolean isAllOut(Person person) {
    JsonNode partition = person.get("/v1/freshness").path("partitions").path(0);
    return partition.path("lagRecords").asInt() == 0 && partition.path("lateRecords").asInt() == 0;
  }

  private static DocumentIdentity identity(String id) {
    return new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId(id));
  }

  private void fill(Map<String, String> settings) throws Exception {
    try (var freshet = model.start(folder, settings);
        var person = new Person(freshet, folder, Optional.empty())) {
      person.publish("plan", "The first plan speaks of a dunlin.", Map.of());
      person.await(() -> !person.found("dunlin").isEmpty());
      person.publish("birds", LONG, Map.of("Freshet-Acl", "user:ann"));
      for (String id : HARMED) {
        person.publish(id, LONG, Map.of());
      }
      person.publish("gone", "A stork that goes.", Map.of());
      person.await(() -> !person.found("stork").isEmpty());
      person.delete("gone");
      person.publish("plan", "The second plan speaks of a plover.", Map.of());
      person.await(() -> !person.found("plover").isEmpty() && person.is("gone", "deleted"));
      person.await(() -> isAllOut(person));
      assertThat(freshet.stop()).as(freshet.output()).isZero();
    }
  }

  private void corrupt() throws IOException {
    var store = new Corruption(folder.resolve("data").resolve("index"));
    store.losePassage(identity("cut"), 1);
    store.changeVector(identity("turned"), 0);
    store.changeText(identity("forged"), 0, "A forged stork.");
    store.loseDocument(identity("lost"));
    store.loseHead(identity("headless"));
    Version version =
        new Version(new Position("documents", 0, 1), Instant.parse("2026-07-01T12:00:00Z"));
    store.addOrphan(identity("ghost"), version, identity("turned"), "A ghost of a stork.");
    store.bringBackFormer(identity("plan"));
    new Corruption(folder.resolve("data").resolve("catalogue")).forgetEntry(identity("untold"));
  }

  private static JsonNode verify(FreshetClient client, boolean repair) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("repair", repair);
    try (var events = client.events("/v1/verify", request)) {
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        assertThat(event.get().name()).as("%s", event.get().data()).isNotEqualTo("failed");
        if (event.get().name().equals("done")) {
          assertThat(event.get().data().path("whole").asBoolean())
              .as("%s", event.get().data())
              .isTrue();
          return event.get().data();
        }
      }
    }
    throw new AssertionError("the round did not end");
  }

  private static List<String> told(JsonNode report) {
    var told = new ArrayList<String>();
    report
        .path("findings")
        .forEach(
            finding ->
                told.add(
                    "%s %s %s"
                        .formatted(
                            finding.path("kind").asText(),
                            finding.path("id").asText(),
                            finding.path("mended").asText())));
    return told;
  }

  private static List<String> each(String mended) {
    return FOUND.stream().map(found -> found + " " + mended).toList();
  }

  @Test
  void eachKindOfHarm_isFound_andMended_andFoundNoMore() throws Exception {
    Map<String, String> settings = Map.of("index.retention", "60m", "verify.settle", "5s");
    fill(settings);
    corrupt();
    try (var freshet = model.start(folder, settings);
        var client = freshet.client();
        var person = new Person(freshet, folder, Optional.empty())) {
      String[] look = {"verify", "--url", freshet.url()};
      assertThat(Freshet.run(look)).isEqualTo(ExitCode.FAILED);
      JsonNode found = client.get("/v1/verify").path("last");
      assertThat(told(found)).as("%s", found).containsExactlyInAnyOrderElementsOf(each("null"));
      assertThat(Freshet.run("verify", "--repair", "--url", freshet.url())).isEqualTo(ExitCode.OK);
      JsonNode repaired = client.get("/v1/verify").path("last");
      assertThat(told(repaired))
          .as("%s", repaired)
          .containsExactlyInAnyOrderElementsOf(each("true"));
      JsonNode after = verify(client, false);
      assertThat(told(after)).as("%s", after).isEmpty();
      assertThat(Freshet.run(look)).isEqualTo(ExitCode.OK);

      assertThat(person.found("plover")).hasSize(1);
      assertThat(person.found("osprey")).isNotEmpty();
      assertThat(person.found("stork")).isEmpty();
      assertThat(client.get("/v1/documents").path("counts").path("indexed").asInt())
          .isEqualTo(HARMED.size() + 1);
    }
  }

  /** Versions, deletions and new documents come all the while. */
  @Test
  void cleanUnderLivePublishing_findsNothing_alsoInTheBackground() throws Exception {
    var ends = new AtomicBoolean();
    try (var freshet =
            model.start(
                folder,
                Map.of("verify.every", "1s", "verify.share", "50", "verify.settle", "10s"));
        var client = freshet.client();
        var person = new Person(freshet, folder, Optional.empty())) {
      Thread publishing = Thread.ofVirtual().start(() -> publish(freshet, ends));
      try {
        person.await(() -> client.get("/v1/documents").path("counts").path("indexed").asInt() > 20);
        for (int i = 0; i < 2; i++) {
          JsonNode report = verify(client, i % 2 == 1);
          assertThat(told(report)).as("%s", report).isEmpty();
          assertThat(report.path("looked").path("embedded").asLong()).isPositive();
        }
        person.await(
            () ->
                client.get("/v1/verify").path("last").path("background").asBoolean()
                    && client.get("/v1/verify").path("last").path("whole").asBoolean());
        JsonNode report = client.get("/v1/verify").path("last");
        assertThat(told(report)).as("%s", report).isEmpty();
        assertThat(person.text("/metrics"))
            .contains("freshet_verify_findings{kind=\"missing\"} 0.0")
            .doesNotContain("freshet_verify_round_time_seconds 0.0");
      } finally {
        ends.set(true);
        publishing.join();
      }
    }
  }

  private void publish(RunningFreshet freshet, AtomicBoolean ends) {
    try (var person =
        new Person(freshet, Files.createDirectory(folder.resolve("files")), Optional.empty())) {
      for (int i = 0; !ends.get() && i < MOST; i++) {
        String id = "doc-" + i % 30;
        if (i % 7 == 3) {
          person.delete(id);
        } else {
          person.publish(id, "Version " + i + " of a document on herons.\n\n" + LONG, Map.of());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

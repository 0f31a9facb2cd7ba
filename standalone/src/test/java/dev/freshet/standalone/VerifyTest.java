package dev.freshet.standalone;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
  private static final int MOST = 3000;

  @TempDir private static Path root;
  private static FakeModel model;
  private static Path settings;
  private static Path healthy;
  @TempDir Path folder;

  /** One data folder with a few documents, and a second version of one; each test has a copy. */
  @BeforeAll
  static void fill() throws Exception {
    model = new FakeModel();
    settings =
        model.settings(
            root.resolve("settings.properties"),
            Map.of("index.retention", "60m", "verify.settle", "5s"));
    healthy = root.resolve("healthy");
    try (var freshet = start(healthy);
        var person = new Person(freshet, root, Optional.empty())) {
      person.publish("plan", "The first plan speaks of a dunlin.", Map.of());
      person.await(() -> !person.found("dunlin").isEmpty());
      person.publish("birds", LONG, Map.of("Freshet-Acl", "user:ann"));
      person.publish("open", LONG, Map.of());
      person.publish("gone", "A stork that goes.", Map.of());
      person.await(() -> !person.found("stork").isEmpty());
      person.delete("gone");
      person.publish("plan", "The second plan speaks of a plover.", Map.of());
      person.await(() -> !person.found("plover").isEmpty() && person.is("gone", "deleted"));
      person.await(() -> isAllOut(person));
      assertThat(freshet.stop()).as(freshet.output()).isZero();
    }
  }

  @AfterAll
  static void end() {
    model.close();
  }

  /** Nothing waits, and nothing let others go ahead. */
  private static boolean isAllOut(Person person) {
    JsonNode partition = person.get("/v1/freshness").path("partitions").path(0);
    return partition.path("lagRecords").asInt() == 0 && partition.path("lateRecords").asInt() == 0;
  }

  private static RunningFreshet start(Path data, String... more) throws InterruptedException {
    var arguments = new ArrayList<>(List.of("--config", settings.toString()));
    arguments.addAll(List.of(more));
    return RunningFreshet.start(data, arguments.toArray(String[]::new)).awaitReady();
  }

  private static DocumentIdentity identity(String id) {
    return new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId(id));
  }

  private interface Harm {
    void to(Corruption store, Corruption catalogue) throws IOException;
  }

  private Path corrupted(Harm harm) throws IOException {
    Path data = folder.resolve("data");
    try (Stream<Path> all = Files.walk(healthy)) {
      for (Path file : all.toList()) {
        Files.copy(file, data.resolve(healthy.relativize(file).toString()));
      }
    }
    harm.to(new Corruption(data.resolve("index")), new Corruption(data.resolve("catalogue")));
    return data;
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

  /** Found, mended, and found no more. */
  private void isFoundAndMended(Harm harm, String found, Seen seen) throws Exception {
    try (var freshet = start(corrupted(harm));
        var client = freshet.client();
        var person = new Person(freshet, folder, Optional.empty())) {
      assertThat(told(verify(client, false))).containsExactly(found + " null");
      JsonNode repaired = verify(client, true);
      assertThat(told(repaired)).as("%s", repaired).containsExactly(found + " true");
      JsonNode after = verify(client, false);
      assertThat(told(after)).as("%s", after).isEmpty();
      assertThat(client.get("/v1/verify").path("last").path("findings")).isEmpty();
      seen.of(person, client);
      assertThat(freshet.stop()).as(freshet.output()).isZero();
    }
  }

  private interface Seen {
    void of(Person person, FreshetClient client);
  }

  private static final Seen ALL_IS_WELL =
      (person, client) -> {
        assertThat(person.found("plover")).hasSize(1);
        assertThat(person.found("osprey")).isNotEmpty();
        assertThat(person.found("stork")).isEmpty();
        assertThat(client.get("/v1/documents").path("counts").path("indexed").asInt()).isEqualTo(2);
      };

  @Test
  void passageRemoved() throws Exception {
    isFoundAndMended(
        (store, _) -> store.losePassage(identity("open"), 1), "passages open", ALL_IS_WELL);
  }

  @Test
  void vectorChanged() throws Exception {
    isFoundAndMended(
        (store, _) -> store.changeVector(identity("open"), 0), "vector open", ALL_IS_WELL);
  }

  @Test
  void textChanged() throws Exception {
    isFoundAndMended(
        (store, _) -> store.changeText(identity("open"), 0, "A forged stork."),
        "text open",
        ALL_IS_WELL);
  }

  @Test
  void documentMissing() throws Exception {
    isFoundAndMended(
        (store, _) -> store.loseDocument(identity("open")), "missing open", ALL_IS_WELL);
  }

  @Test
  void orphanAdded() throws Exception {
    Version version =
        new Version(new Position("documents", 0, 1), Instant.parse("2026-07-01T12:00:00Z"));
    isFoundAndMended(
        (store, _) ->
            store.addOrphan(identity("ghost"), version, identity("open"), "A ghost of a stork."),
        "orphan ghost",
        ALL_IS_WELL);
  }

  @Test
  void staleVersion() throws Exception {
    isFoundAndMended(
        (store, _) -> store.bringBackFormer(identity("plan")), "stale plan", ALL_IS_WELL);
  }

  @Test
  void eventLost() throws Exception {
    isFoundAndMended(
        (_, catalogue) -> catalogue.forgetEntry(identity("open")), "event open", ALL_IS_WELL);
  }

  @Test
  void headLost_isMissingAndOrphaned_andBothAreMended_byTheCommandLine() throws Exception {
    try (var freshet = start(corrupted((store, _) -> store.loseHead(identity("open"))));
        var client = freshet.client()) {
      String[] look = {"verify", "--url", freshet.url()};
      assertThat(Freshet.run(look)).isEqualTo(ExitCode.FAILED);
      assertThat(told(client.get("/v1/verify").path("last")))
          .containsExactlyInAnyOrder("missing open null", "orphan open null");
      assertThat(Freshet.run("verify", "--repair", "--url", freshet.url())).isEqualTo(ExitCode.OK);
      assertThat(told(client.get("/v1/verify").path("last")))
          .containsExactlyInAnyOrder("missing open true", "orphan open true");
      assertThat(Freshet.run(look)).isEqualTo(ExitCode.OK);
    }
  }

  /** Versions, deletions and new documents come all the while. */
  @Test
  void cleanUnderLivePublishing_findsNothing_alsoInTheBackground() throws Exception {
    Path quick =
        model.settings(
            folder.resolve("quick.properties"),
            Map.of("verify.every", "1s", "verify.share", "50", "verify.settle", "10s"));
    var ends = new AtomicBoolean();
    try (var freshet =
            RunningFreshet.start(folder.resolve("data"), "--config", quick.toString())
                .awaitReady();
        var client = freshet.client();
        var person = new Person(freshet, folder, Optional.empty())) {
      Thread publishing = Thread.ofVirtual().start(() -> publish(freshet, ends));
      try {
        person.await(() -> client.get("/v1/documents").path("counts").path("indexed").asInt() > 20);
        for (int i = 0; i < 3; i++) {
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
        assertThat(person.found("heron").size()).isNotNegative();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.topics.PermissionNoticeCodec;
import dev.freshet.common.topics.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices of permissions, from their topic to searches and the catalogue. */
class PermissionsAheadTest {
  private static final String ANN = "ann-0123456789abcd";
  private static final String BOB = "bob-0123456789abcd";

  @TempDir Path folder;

  private RunningService running(FakeKafka kafka) throws Exception {
    return running(kafka, Map.of());
  }

  private RunningService running(FakeKafka kafka, Map<String, String> more) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("keys.yaml"),
            """
            keys:
              - {key: %s, tenant: default, principals: ["user:ann"], scopes: [read]}
              - {key: %s, tenant: default, principals: ["user:bob"], scopes: [read]}
            """
                .formatted(ANN, BOB));
    Map<String, String> flags = new java.util.HashMap<>(more);
    flags.put("api-keys", file.toString());
    return new RunningService(flags, kafka, ReadPoint.START);
  }

  private static PermissionNotice notice(long offset, String... readers) {
    return new PermissionNotice(
        new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a")),
        new Version(new Position("documents", 0, offset), RunningService.NOW),
        Set.of(readers));
  }

  private static int found(RunningService running, String key) {
    try {
      return running
          .send(
              running
                  .request("/v1/search")
                  .header("Authorization", "Bearer " + key)
                  .header("Content-Type", "application/json")
                  .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"query\":\"leave\"}")))
          .json()
          .path("results")
          .size();
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int status(RunningService running, String key, String path) throws Exception {
    return get(running, key, path).status();
  }

  private static RunningService.Answer get(RunningService running, String key, String path)
      throws Exception {
    return running.send(running.request(path).header("Authorization", "Bearer " + key).GET());
  }

  @Test
  void aNarrowing_holdsWhileItsContentsWait_andAWideningWaitsForThem() throws Exception {
    try (RunningService running = running(new FakeKafka(0))) {
      RunningService.await(running.service::ready);
      running.index("a", 0, "Annual leave", Metadata.NONE);
      RunningService.await(() -> found(running, BOB) == 1);

      running.kafka.notice(notice(1, "user:ann"));
      RunningService.await(() -> found(running, BOB) == 0);
      assertThat(found(running, ANN)).isEqualTo(1);
      assertThat(status(running, BOB, "/v1/documents/a")).isEqualTo(404);
      assertThat(status(running, ANN, "/v1/documents/a")).isEqualTo(200);
      assertThat(get(running, BOB, "/v1/documents").json().get("documents")).isEmpty();
      assertThat(get(running, BOB, "/v1/documents").json().at("/counts/indexed").asInt()).isZero();
      assertThat(get(running, ANN, "/metrics").http().body())
          .contains("freshet_permissions_held 1.0")
          .contains("freshet_permissions_seconds_count 1");

      running.index("a", 2, "Annual leave", Metadata.NONE);
      RunningService.await(() -> found(running, BOB) == 1);
      String topic = TopicNames.DEFAULT.permissions();
      RunningService.await(
          () -> running.kafka.producer.history().stream().anyMatch(r -> r.topic().equals(topic)));
      var ended =
          running.kafka.producer.history().stream()
              .filter(record -> record.topic().equals(topic))
              .findFirst()
              .orElseThrow();
      assertThat(ended.value()).isNull();
      assertThat(ended.key()).isEqualTo(PermissionNoticeCodec.key(notice(1, "user:ann")));
    }
  }

  @Test
  void aDeletion_hidesTheDocumentAtOnce_andTheWatermarkStays() throws Exception {
    try (RunningService running = running(new FakeKafka(0))) {
      RunningService.await(running.service::ready);
      running.index("a", 0, "Annual leave", Metadata.NONE);
      RunningService.await(() -> found(running, ANN) == 1);
      running.kafka.notice(notice(1));
      RunningService.await(() -> found(running, ANN) == 0);
      running.kafka.ranges =
          Map.of(
              new dev.freshet.common.document.LogPartition("documents", 0),
              new dev.freshet.query.freshness.Ends.Range(0, 2));
      RunningService.await(
          () -> {
            try {
              return get(running, ANN, "/v1/freshness")
                      .json()
                      .at("/partitions/0/lagRecords")
                      .asInt()
                  == 1;
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
    }
  }

  @Test
  void aDeadVersion_keepsItsNarrowerPermissionsInForce_alsoAfterARestart() throws Exception {
    FakeKafka kafka = new FakeKafka(2, 1);
    try (RunningService restarted = running(kafka)) {
      restarted.index("a", 0, "Annual leave", Metadata.NONE);
      restarted.kafka.tell(
          RunningService.event(
              "a",
              1,
              DocumentState.DEAD,
              Metadata.NONE,
              Optional.of(new Failure(Stage.PARSE, Reason.CORRUPT, "truncated"))));
      restarted.store.readable =
          new ReadPoint(
              Map.of(new dev.freshet.common.document.LogPartition("freshet.embedded.g", 0), 1L));
      RunningService.await(() -> restarted.catalogue.applied.size() == 2);
      assertThat(status(restarted, BOB, "/v1/documents/a")).isEqualTo(503);
      assertThat(restarted.service.ready()).isFalse();

      kafka.notice(notice(1, "user:ann"));
      RunningService.await(restarted.service::ready);
      assertThat(found(restarted, BOB)).isZero();
      assertThat(found(restarted, ANN)).isEqualTo(1);
      assertThat(status(restarted, BOB, "/v1/documents/a")).isEqualTo(404);
    }
  }

  @Test
  void atItsLimit_theLaneReadsNoFurther_saysSo_andResumes() throws Exception {
    try (RunningService running = running(new FakeKafka(0), Map.of("permissions.held", "1"))) {
      RunningService.await(running.service::ready);
      running.kafka.notice(notice(1, "user:ann"));
      RunningService.await(() -> !running.kafka.consumer.paused().isEmpty());
      assertThat(get(running, ANN, "/metrics").http().body())
          .contains("freshet_permissions_paused 1.0");
      running.index("a", 1, "Annual leave", Metadata.NONE);
      RunningService.await(() -> running.kafka.consumer.paused().isEmpty());
      RunningService.await(() -> found(running, BOB) == 1);
    }
  }
}

package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may read a version is heeded long before its contents come, also across a restart. */
@Timeout(480)
class PermissionsAheadTest {
  private static final String ONE = "0123456789abcdef-key-of-group-one";
  private static final String OTHER = "0123456789abcdef-key-of-group-other";
  private static final String FEEDER = "0123456789abcdef-key-of-the-feeder";
  private static final int FILLERS = 150;

  @TempDir Path folder;

  private RunningFreshet start(FakeModel model) throws Exception {
    Path keys =
        Files.writeString(
            folder.resolve("keys.yaml"),
            """
            keys:
              - {key: %s, tenant: default, principals: ["group:one"], scopes: [read]}
              - {key: %s, tenant: default, principals: ["group:other"], scopes: [read]}
              - {key: %s, tenant: default, scopes: [read, publish]}
            """
                .formatted(ONE, OTHER, FEEDER));
    return model.start(folder, Map.of(), "--api-keys", keys.toString());
  }

  private Person person(RunningFreshet freshet, String key) {
    return new Person(freshet, folder, Optional.of(key));
  }

  @Test
  void documentGivenToAnotherGroup_isHiddenAtOnce_whileItsContentsWait_alsoAfterAKill()
      throws Exception {
    try (var model = new FakeModel()) {
      String second;
      try (var freshet = start(model);
          var feeder = person(freshet, FEEDER);
          var one = person(freshet, ONE);
          var other = person(freshet, OTHER)) {
        String first =
            feeder.publish("plan", "The heron plan.", Map.of("Freshet-Acl", "group:one"));
        one.await(() -> !one.found("heron").isEmpty());
        assertThat(one.found("heron")).containsExactly("plan " + first);
        assertThat(other.found("heron")).isEmpty();

        model.gate = new CountDownLatch(1);
        for (int i = 0; i < FILLERS; i++) {
          feeder.publish("filler-" + i, "A filler, number " + i + ".", Map.of());
        }
        second = feeder.publish("plan", "The heron plan.", Map.of("Freshet-Acl", "group:other"));
        one.await(() -> one.found("heron").isEmpty());
        assertThat(one.knows("plan")).isFalse();
        assertThat(other.found("heron")).isEmpty();
        feeder.await(() -> waiting(feeder) == FILLERS + 1);
        assertThat(one.found("heron")).isEmpty();
        freshet.kill();
      }
      try (var freshet = start(model);
          var feeder = person(freshet, FEEDER);
          var one = person(freshet, ONE);
          var other = person(freshet, OTHER)) {
        assertThat(one.found("heron")).isEmpty();
        assertThat(one.knows("plan")).isFalse();
        assertThat(other.found("heron")).isEmpty();
        feeder.await(() -> waiting(feeder) == FILLERS + 1);
        assertThat(one.found("heron")).isEmpty();

        model.gate.countDown();
        other.await(
            () -> {
              assertThat(one.found("heron")).isEmpty();
              return !other.found("heron").isEmpty();
            });
        assertThat(other.found("heron")).containsExactly("plan " + second);
        assertThat(one.found("heron")).isEmpty();
        assertThat(one.knows("plan")).isFalse();
        assertThat(other.knows("plan")).isTrue();
        assertThat(freshet.stop()).isZero();
      }
    }
  }

  /** Documents published and not yet out at the end, also those that let others go ahead. */
  private static int waiting(Person person) {
    JsonNode partition = person.get("/v1/freshness").at("/partitions/0");
    return partition.path("lagRecords").asInt() + partition.path("lateRecords").asInt();
  }
}

package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Sketch;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.ReadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Near-duplicates as callers are told of them. */
class NearDuplicatesEndpointTest {
  private static final String ANN = "ann-0123456789abcd";
  private static final String BOB = "bob-0123456789abcd";
  private static final String EVE = "eve-0123456789abcd";
  private static final String COPIES = "/v1/documents?signal=near-duplicate";

  @TempDir Path folder;

  private long told;

  private RunningService running(Map<String, String> more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("keys.yaml"),
            """
            keys:
              - {key: %s, tenant: default, principals: ["user:ann"], scopes: [read]}
              - {key: %s, tenant: default, principals: ["user:bob"], scopes: [read]}
              - {key: %s, tenant: other, principals: ["user:ann"], scopes: [read]}
            """
                .formatted(ANN, BOB, EVE));
    Map<String, String> flags = new TreeMap<>(more);
    flags.put("api-keys", file.toString());
    RunningService running = new RunningService(flags, 0, ReadPoint.START);
    RunningService.await(running.service::ready);
    return running;
  }

  private static Optional<Sketch> sketch(int changed) {
    byte[] values = new byte[Sketch.VALUES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i < changed ? i + 100 : i);
    }
    return Optional.of(Sketch.of(values));
  }

  private IndexEvent event(
      String id, Tenant tenant, DocumentState state, Optional<Sketch> sketch, String... readers) {
    long offset = told++;
    Instant published = RunningService.NOW.minusSeconds(100 - offset);
    var version = new Version(new Position("documents", 0, offset), published);
    var identity = new DocumentIdentity("documents", tenant, new DocumentId(id));
    return new IndexEvent(
        new Origin(identity, version, List.of()),
        state,
        new Position("freshet.embedded.g", 0, offset),
        acl(readers),
        1,
        1,
        0,
        Optional.empty(),
        List.of(),
        List.of(),
        sketch,
        Optional.empty());
  }

  private static Metadata acl(String... readers) {
    return new Metadata(
        "",
        "",
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(readers),
        Map.of(),
        "",
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private void index(RunningService running, String id, int changed, String... readers) {
    running.kafka.tell(event(id, Tenant.DEFAULT, DocumentState.INDEXED, sketch(changed), readers));
  }

  private static RunningService.Answer get(RunningService running, String key, String path) {
    try {
      return running.send(running.request(path).header("Authorization", "Bearer " + key).GET());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String twins(RunningService running, String key, String id) {
    return get(running, key, "/v1/documents/" + id).json().path("nearDuplicates").toString();
  }

  private static List<String> copies(RunningService running, String key) {
    return get(running, key, COPIES).json().findValuesAsText("id").stream().sorted().toList();
  }

  @Test
  void document_isToldWithItsTwins_andTheCopyIsListed() throws Exception {
    try (RunningService running = running(Map.of())) {
      index(running, "original", 0);
      index(running, "copy", 12);
      index(running, "akin", 13);
      RunningService.await(() -> get(running, BOB, "/v1/documents/akin").status() == 200);

      assertThat(twins(running, BOB, "original"))
          .isEqualTo("[{\"id\":\"copy\",\"source\":\"documents\",\"similarity\":0.91}]");
      assertThat(twins(running, BOB, "copy"))
          .isEqualTo(
              "[{\"id\":\"akin\",\"source\":\"documents\",\"similarity\":0.99},"
                  + "{\"id\":\"original\",\"source\":\"documents\",\"similarity\":0.91}]");
      assertThat(copies(running, BOB)).containsExactly("akin", "copy");
      String whole = get(running, BOB, "/v1/documents").http().body();
      assertThat(whole).doesNotContain("sketch").doesNotContain("nearDuplicates");

      running.kafka.tell(event("copy", Tenant.DEFAULT, DocumentState.DELETED, Optional.empty()));
      RunningService.await(() -> copies(running, BOB).isEmpty());
      assertThat(twins(running, BOB, "original")).isEqualTo("[]");
    }
  }

  @Test
  void similarity_isASetting() throws Exception {
    try (RunningService running = running(Map.of("quality.near-duplicate-similarity", "0.8"))) {
      index(running, "original", 0);
      index(running, "copy", 25);
      RunningService.await(() -> !copies(running, BOB).isEmpty());
      assertThat(twins(running, BOB, "original")).contains("\"similarity\":0.8}");
    }
    Settings low =
        new Settings(Map.of("quality.near-duplicate-similarity", "0.7"), Map.of(), Map.of());
    assertThatThrownBy(
            () -> {
              QuerySettings.of(low);
              low.check(List.of());
            })
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("give a number from 0.8 to 1");
  }

  @Test
  void twinThatTheCallerMayNotRead_isNotTold_norThatThereIsOne() throws Exception {
    try (RunningService running = running(Map.of())) {
      index(running, "secret", 0, "user:ann");
      index(running, "open", 0);
      running.kafka.tell(event("elsewhere", new Tenant("other"), DocumentState.INDEXED, sketch(0)));
      RunningService.await(() -> get(running, EVE, "/v1/documents/elsewhere").status() == 200);

      assertThat(twins(running, ANN, "open")).contains("secret").doesNotContain("elsewhere");
      assertThat(copies(running, ANN)).containsExactly("open");
      assertThat(twins(running, BOB, "open")).isEqualTo("[]");
      assertThat(copies(running, BOB)).isEmpty();
      assertThat(twins(running, EVE, "elsewhere")).isEqualTo("[]");
      assertThat(copies(running, EVE)).isEmpty();
      JsonNode alone = get(running, BOB, "/v1/documents/open").json();
      assertThat(alone.toString()).doesNotContain("secret");
    }
  }

  @Test
  void twinThatIsWithheld_isNotToldFromThenOn() throws Exception {
    try (RunningService running = running(Map.of())) {
      index(running, "a", 0);
      index(running, "b", 0);
      RunningService.await(() -> copies(running, BOB).equals(List.of("b")));

      running.kafka.notice(
          new PermissionNotice(
              new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a")),
              new Version(new Position("documents", 0, told), RunningService.NOW),
              Set.of("user:ann")));

      RunningService.await(() -> copies(running, BOB).isEmpty());
      assertThat(twins(running, BOB, "b")).isEqualTo("[]");
      assertThat(twins(running, ANN, "b")).contains("\"id\":\"a\"");
    }
  }
}

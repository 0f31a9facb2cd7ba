package dev.freshet.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.standalone.client.FreshetClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of {@code up}, wherever passages are kept. */
@Timeout(480)
abstract class UpJourney {
  private static final int MANY = 100;
  private static final long WITHIN_SECONDS = 180;

  @TempDir Path folder;

  /** Which store. */
  abstract String[] store();

  @Test
  void published_overHttpAndKafka_isFound_alsoAfterARestart() throws Exception {
    Path data = folder.resolve("data");
    try (var first = RunningFreshet.start(data, store()).awaitReady()) {
      publishOverHttp(first, "over-http.txt", "The heron stands in the shallow water at dawn.");
      publishOverKafka(first, Map.of("over-kafka.txt", "A kestrel hovers above the motorway."));
      awaitIndexed(first, 2);
      assertThat(found(first, "kestrel motorway")).first().isEqualTo("over-kafka.txt");
      assertThat(first.stop()).as(first.output()).isZero();
    }
    try (var second = RunningFreshet.start(data, store()).awaitReady()) {
      assertThat(found(second, "heron shallow water")).first().isEqualTo("over-http.txt");
      assertThat(count(second, "indexed")).isEqualTo(2);
      assertThat(second.stop()).isZero();
    }
  }

  @Test
  void killedInTheMiddleOfAnIngest_finishesWithNothingLostOrDouble() throws Exception {
    Path data = folder.resolve("data");
    var documents = new java.util.TreeMap<String, String>();
    IntStream.range(0, MANY)
        .forEach(
            i -> documents.put("doc-" + i, "Report number " + i + " on the word" + i + " yard."));
    try (var first = RunningFreshet.start(data, store()).awaitReady()) {
      publishOverKafka(first, documents);
      await(() -> count(first, "indexed") >= MANY / 10, first);
      first.kill();
    }
    try (var second = RunningFreshet.start(data, store()).awaitReady()) {
      awaitIndexed(second, MANY);
      for (int i = 0; i < MANY; i += 20) {
        assertThat(sparse(second, "word" + i)).containsExactly("doc-" + i);
      }
      assertThat(passages(second)).isEqualTo(MANY);
      assertThat(second.stop()).isZero();
    }
  }

  final void publishOverHttp(RunningFreshet run, String id, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("file.txt"), text);
    try (FreshetClient client = run.client()) {
      String token =
          client.publish(id, Optional.empty(), file, Map.of("Content-Type", "text/plain"));
      assertThat(token).isEqualTo("documents-0@0");
    }
  }

  private static void publishOverKafka(RunningFreshet run, Map<String, String> documents)
      throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", run.bootstrap(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var acknowledged = new ArrayList<Future<?>>();
      for (var document : documents.entrySet()) {
        acknowledged.add(
            producer.send(
                new ProducerRecord<>(
                    "documents",
                    document.getKey().getBytes(UTF_8),
                    document.getValue().getBytes(UTF_8))));
      }
      for (Future<?> one : acknowledged) {
        one.get(WITHIN_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  static void awaitIndexed(RunningFreshet run, int documents) {
    await(() -> count(run, "indexed") >= documents, run);
    assertThat(count(run, "indexed")).isEqualTo(documents);
    assertThat(count(run, "dead")).isZero();
  }

  private static void await(BooleanSupplier holds, RunningFreshet run) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline; it said:\n" + run.output()).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  static long count(RunningFreshet run, String state) {
    try (FreshetClient client = run.client()) {
      return client.get("/v1/documents?limit=1").path("counts").path(state).asLong();
    }
  }

  private static long passages(RunningFreshet run) {
    try (FreshetClient client = run.client()) {
      return client.get("/v1/freshness").path("passages").asLong();
    }
  }

  private static List<String> found(RunningFreshet run, String query) {
    return search(run, query, "hybrid");
  }

  private static List<String> sparse(RunningFreshet run, String query) {
    return search(run, query, "sparse");
  }

  private static List<String> search(RunningFreshet run, String query, String mode) {
    var request = new ObjectMapper().createObjectNode().put("query", query).put("mode", mode);
    var ids = new ArrayList<String>();
    try (FreshetClient client = run.client()) {
      for (JsonNode result : client.post("/v1/search", request).path("results")) {
        ids.add(result.path("document").path("id").asText());
      }
    }
    return ids;
  }
}

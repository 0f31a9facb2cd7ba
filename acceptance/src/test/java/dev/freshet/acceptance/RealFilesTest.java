package dev.freshet.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.standalone.client.FreshetClient;
import dev.freshet.standalone.client.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that people made, published with Kafka's own clients, found by what stands in them. */
@Timeout(600)
class RealFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WAIT_MILLIS = 30_000;
  private static final int WAITS = 6;
  private static final long WITHIN_SECONDS = 60;
  private static final int LARGEST_REQUEST = 60_000_000;

  /** A file and a phrase of its text. */
  private record Real(Path file, String phrase) {
    String name() {
      return file.getFileName().toString();
    }
  }

  @TempDir static Path folder;
  private static List<Real> files = List.of();
  private static RunningFreshet freshet;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> real = SharedData.folder("files");
    assumeTrue(real.isPresent(), "no folder shared/data/files beside the checkout");
    files = read(real.get());
    freshet = RunningFreshet.start(folder.resolve("data")).awaitReady();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (freshet != null) {
      freshet.stop();
      freshet.close();
    }
  }

  private static List<Real> read(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("phrases.tsv"), UTF_8).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(row -> new Real(folder.resolve(row[0]), row[1]))
        .toList();
  }

  @Test
  void everyFile_isAmongTheFirstTenForItsPhrase() throws Exception {
    Map<Real, String> tokens = publish();
    assertThat(tokens).isNotEmpty();
    var missed = new ArrayList<String>();
    try (FreshetClient client = freshet.client()) {
      tokens.forEach(
          (real, token) -> {
            List<String> found = found(client, real.phrase(), Optional.of(token));
            if (!found.contains(real.name())) {
              missed.add(real.name() + " " + client.document(real.name(), Optional.empty()));
            }
          });
    }
    assertThat(missed).isEmpty();
  }

  /** The token of each. */
  private static Map<Real, String> publish() throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            freshet.bootstrap(),
            "acks",
            "all",
            "max.request.size",
            LARGEST_REQUEST);
    var tokens = new LinkedHashMap<Real, String>();
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Real real : files) {
        var record =
            new ProducerRecord<>(
                "documents", real.name().getBytes(UTF_8), Files.readAllBytes(real.file()));
        record.headers().add("filename", real.name().getBytes(UTF_8));
        RecordMetadata at = producer.send(record).get(WITHIN_SECONDS, TimeUnit.SECONDS);
        tokens.put(real, at.topic() + "-" + at.partition() + "@" + at.offset());
      }
    }
    return tokens;
  }

  @Test
  void fileByKcat_isAmongTheFirstTenForItsPhrase() throws Exception {
    assumeTrue(onPath("kcat"), "no kcat on PATH");
    Real real = files.getFirst();
    String id = "by-kcat/" + real.name();
    kcat(id, real);
    try (FreshetClient client = freshet.client()) {
      awaitIndexed(client, id);
      assertThat(found(client, real.phrase(), Optional.empty())).contains(id);
    }
  }

  private static void kcat(String id, Real real) throws Exception {
    Process kcat =
        new ProcessBuilder(
                "kcat",
                "-P",
                "-b",
                freshet.bootstrap(),
                "-X",
                "message.max.bytes=" + LARGEST_REQUEST,
                "-t",
                "documents",
                "-k",
                id,
                "-H",
                "filename=" + real.name(),
                real.file().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("kcat.log").toFile())
            .start();
    assertThat(kcat.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)).as("kcat ended").isTrue();
    assertThat(kcat.exitValue()).as(Files.readString(folder.resolve("kcat.log"))).isZero();
  }

  /** It may be told as deferred before: a file that takes long lets those behind it go ahead. */
  private static void awaitIndexed(FreshetClient client, String id) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);
    Optional<JsonNode> document = client.document(id, Optional.empty());
    while (!isIndexed(document)) {
      assertThat(System.nanoTime()).as("in time; it is %s", document).isLessThan(deadline);
      LockSupport.parkNanos(50_000_000);
      document = client.document(id, Optional.empty());
    }
  }

  private static boolean isIndexed(Optional<JsonNode> document) {
    return document.filter(d -> d.path("state").asText().equals("indexed")).isPresent();
  }

  private static List<String> found(FreshetClient client, String query, Optional<String> token) {
    var request = JSON.createObjectNode().put("query", query).put("limit", 10);
    token.ifPresent(t -> request.putObject("freshness").put("token", t).put("waitMs", WAIT_MILLIS));
    var ids = new ArrayList<String>();
    for (JsonNode result : answer(client, request).path("results")) {
      ids.add(result.path("document").path("id").asText());
    }
    return ids;
  }

  /** Asks again where a token takes longer than one wait, as the problem says. */
  private static JsonNode answer(FreshetClient client, JsonNode request) {
    for (int again = 0; again < WAITS; again++) {
      try {
        return client.post("/v1/search", request);
      } catch (Problem e) {
        assertThat(e.status()).as(e.getMessage()).isEqualTo(504);
      }
    }
    throw new AssertionError("not retrievable after " + WAITS + " waits");
  }

  private static boolean onPath(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, name)));
  }
}

package dev.freshet.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.claim.ClaimHeader;
import dev.freshet.common.text.Sha256;
import dev.freshet.standalone.client.FreshetClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files beyond a record's size, with the real broker, jobs, children, store and service. */
@Timeout(600)
class ClaimsTest {
  private static final long LARGE = 120_000_000;

  @TempDir Path folder;

  private Person person(RunningFreshet run) {
    return new Person(run, folder, Optional.empty());
  }

  private static long objects(Path claims) {
    try (Stream<Path> all = Files.walk(claims)) {
      return all.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void largeFile_isRetrievable_thoughTheProcessIsKilledBeforeItIsRead() throws Exception {
    Path data = folder.resolve("data");
    Path pdf = LargePdf.write(folder.resolve("large.pdf"), "The bittern booms at dusk.", LARGE);
    try (var first = RunningFreshet.start(data).awaitReady();
        FreshetClient client = first.client()) {
      String token = client.publish("large.pdf", Optional.empty(), pdf, Map.of());
      assertThat(token).isEqualTo("documents-0@0");
      first.kill();
    }
    try (var second = RunningFreshet.start(data).awaitReady();
        Person person = person(second)) {
      person.await(() -> !person.found("bittern booms").isEmpty());
      assertThat(person.found("bittern booms")).containsExactly("large.pdf documents-0@0");
      assertThat(objects(data.resolve("claims"))).isOne();
      assertThat(objects(data.resolve("claims-under-way"))).isZero();

      // The same bytes again: known by their sum, and read by nobody.
      try (FreshetClient client = second.client()) {
        client.publish("large.pdf", Optional.empty(), pdf, Map.of());
      }
      person.await(
          () -> person.found("bittern booms").equals(java.util.List.of("large.pdf documents-0@1")));
      assertThat(person.text("/metrics")).contains("freshet_parses_spared_total 1.0");
      assertThat(second.stop()).isZero();
    }
  }

  @Test
  void references_thatLeadNowhere_die_andThoseOfAPlaceThatIsAway_wait() throws Exception {
    Path data = folder.resolve("data");
    Path claims = data.resolve("claims");
    try (var run = RunningFreshet.start(data).awaitReady();
        Person person = person(run)) {
      Path object =
          Files.writeString(claims.resolve("osprey.txt"), "An osprey plunges feet first.");
      Claim good = claim(object);
      publish(run, "mismatch", new Claim(good.uri(), good.size(), "0".repeat(64)));
      Path later = claims.resolve("later.txt");
      publish(run, "missing", new Claim(later.toUri(), good.size(), good.sha256()));
      publish(run, "outside", new Claim(Path.of("/etc/passwd").toUri(), 1, good.sha256()));
      for (String reason : new String[] {"mismatch", "missing"}) {
        person.await(() -> person.letters(reason).size() == 1);
        assertThat(person.letters(reason).getFirst().path("reason").asText())
            .isEqualTo("claim-" + reason);
      }
      assertThat(person.letters("outside").getFirst().path("reason").asText())
          .isEqualTo("claim-refused");

      Files.copy(object, later);
      person.replay(person.letters("missing").getFirst());
      person.await(() -> person.found("osprey").equals(java.util.List.of("missing documents-0@1")));

      // Bytes that were never read: those of before would be known by their sum.
      Claim unread =
          claim(Files.writeString(claims.resolve("grebe.txt"), "A grebe carries its young."));
      Path away = Files.move(claims, data.resolve("away"));
      publish(run, "waits", unread);
      person.await(() -> health(run).contains("claims: "));
      String other = person.publish("inline", "A dunlin probes the mud.", Map.of());
      person.await(() -> person.found("dunlin").equals(java.util.List.of("inline " + other)));
      Files.move(away, claims);
      person.await(() -> person.is("waits", "indexed"));
      assertThat(person.letters("waits")).isEmpty();
      person.await(() -> !health(run).contains("claims: "));
      assertThat(run.stop()).isZero();
    }
  }

  private static String health(RunningFreshet run) {
    try (FreshetClient client = run.client()) {
      return client.getWhatever("/health/ready").toString();
    }
  }

  private static Claim claim(Path object) throws Exception {
    byte[] bytes = Files.readAllBytes(object);
    return new Claim(object.toUri(), bytes.length, Sha256.hex(bytes));
  }

  private static void publish(RunningFreshet run, String id, Claim claim) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", run.bootstrap(), "acks", "all");
    var headers = new RecordHeaders();
    ClaimHeader.add(headers, claim);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>("documents", 0, id.getBytes(UTF_8), new byte[0], headers))
          .get(30, TimeUnit.SECONDS);
    }
  }
}

package dev.freshet.standalone.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import dev.freshet.standalone.broker.BrokerSettings;
import dev.freshet.standalone.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command over a real broker. */
@Timeout(120)
class DatasetCommandTest {
  private static final String QUERY = "0f0e0d0c-1111-2222-3333-444455556666";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    var line = Freshet.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private static FlowCodec.Encoded document(String id, long offset, String text) {
    var passage = new Passage("i", 0, List.of(), Optional.empty(), text, 9);
    return new FlowCodec<>(new EmbeddedDocumentCodec())
        .encode(
            new FlowRecord<>(
                new Origin(
                    new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId(id)),
                    new Version(new Position("documents", 0, offset), Instant.EPOCH),
                    Optional.empty()),
                new Outcome.Content<>(
                    new EmbeddedDocument(
                        Metadata.NONE.withTitle("Rules of " + id),
                        List.of(new EmbeddedPassage(passage, Vector.of(1, 0), false)),
                        List.of()))));
  }

  private static void write(String bootstrap) throws Exception {
    Map<String, Object> clients = Map.of("bootstrap.servers", bootstrap);
    try (var admin = Admin.create(clients);
        var producer =
            new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("freshet.embedded.g", 2, (short) 1),
                  new NewTopic("freshet.audit", 1, (short) 1),
                  new NewTopic("freshet.feedback", 1, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
      var leave = document("leave", 3, "Everybody may take thirty days of annual leave.");
      var notice = document("notice", 4, "The notice period is three months for both sides.");
      var _ =
          producer.send(
              new ProducerRecord<>(
                  "freshet.embedded.g", 0, leave.key(), leave.value(), leave.headers()));
      var _ =
          producer.send(
              new ProducerRecord<>(
                  "freshet.embedded.g", 1, notice.key(), notice.value(), notice.headers()));
      var _ =
          producer.send(
              json(
                  "freshet.audit",
                  "{\"id\":\"%s\",\"tenant\":\"default\",\"state\":\"done\",\"status\":200,\"queries\":[{\"text\":\"how"
                      + " many free days are there\"}],\"documents\":["
                      + "{\"id\":\"leave\",\"source\":\"documents\",\"version\":\"documents-0@3\",\"ordinals\":[0]},"
                      + "{\"id\":\"notice\",\"source\":\"documents\",\"version\":\"documents-0@4\",\"ordinals\":[0]}]}"));
      for (String said :
          List.of(
              "\"document\":\"leave\",\"passage\":0,\"helpful\":true",
              "\"document\":\"notice\",\"helpful\":false")) {
        var _ =
            producer.send(
                json(
                    "freshet.feedback",
                    "{\"queryId\":\"%s\",\"time\":\"2026-07-01T12:00:00Z\",\"tenant\":\"default\","
                        + "\"principals\":[],"
                        + said
                        + "}"));
      }
      producer.flush();
    }
  }

  private static ProducerRecord<byte[], byte[]> json(String topic, String value) {
    return new ProducerRecord<>(
        topic, QUERY.getBytes(UTF_8), value.formatted(QUERY).getBytes(UTF_8));
  }

  @Test
  void dataset_isBuiltFromTheTopicsOfABroker() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path into = folder.resolve("made");
    try (var broker =
        EmbeddedBroker.start(folder.resolve("kafka"), new BrokerSettings(port, 8L << 20))) {
      write(broker.bootstrap());

      int code =
          run(
              "dataset",
              "build",
              "--kafka",
              broker.bootstrap(),
              "--out",
              into.toString(),
              "--test-share",
              "0",
              "--format",
              "pairs,chat",
              "--licence",
              "CC0-1.0");

      assertThat(err.toString()).contains("warning: 3 examples: with fewer than 500");
      assertThat(code).isZero();
    }
    assertThat(out.toString())
        .contains("3 examples to train on, 0 to test with, from 2 documents: version ");
    List<String> pairs = Files.readAllLines(into.resolve("pairs.train.jsonl"));
    assertThat(pairs).hasSize(3);
    String judged =
        pairs.stream()
            .filter(line -> line.contains("how many free days"))
            .findFirst()
            .orElseThrow();
    var example = new ObjectMapper().readTree(judged);
    assertThat(example.at("/positive/document").asText()).isEqualTo("documents/default/leave");
    assertThat(example.at("/negatives/0/document").asText()).isEqualTo("documents/default/notice");
    assertThat(into.resolve("manifest.json")).exists();
    assertThat(into.resolve("chat.train.jsonl")).exists();
  }

  @Test
  void whatIsAskedWrongly_isOneLineAndUsage() {
    assertThat(run("dataset")).isEqualTo(ExitCode.USAGE);
    assertThat(run("dataset", "build", "--from", "web")).isEqualTo(ExitCode.USAGE);
    assertThat(run("dataset", "build", "--test-share", "0.9")).isEqualTo(ExitCode.USAGE);
    assertThat(run("dataset", "build", "--since", "today")).isEqualTo(ExitCode.USAGE);
    assertThat(run("dataset", "build", "--tenant", "a b")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .containsExactly(
            "freshet: give build (see ./freshet dataset --help)",
            "freshet: --from \"web\": give some of corpus, audit, feedback (see ./freshet dataset"
                + " build --help)",
            "freshet: the test share is 0.9: give 0 to 0.5 (see ./freshet dataset build --help)",
            "freshet: --since \"today\": give a time such as 2026-10-01T00:00:00Z (see ./freshet"
                + " dataset build --help)",
            "freshet: tenant is not 1 to 64 letters, digits, dots, underscores or hyphens (see"
                + " ./freshet dataset build --help)");
  }
}

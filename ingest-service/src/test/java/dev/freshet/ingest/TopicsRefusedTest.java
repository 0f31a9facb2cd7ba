package dev.freshet.ingest;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freshet.common.claim.Claims;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.fakes.FakeParser;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.fakes.TestBroker;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics that are missing, on a real broker that has one replica to give. */
@Timeout(60)
class TopicsRefusedTest {
  @TempDir private Path directory;

  private IngestService service(TestBroker broker, Map<String, String> more) {
    Map<String, String> flags = new HashMap<>(more);
    flags.put("flow.state-directory", directory.resolve("streams").toString());
    return new IngestService(
        IngestSettings.of(new Settings(flags, Map.of(), Map.of())),
        Map.of("bootstrap.servers", broker.bootstrap()),
        List.of(SourceTopic.parse("papers")),
        TopicNames.DEFAULT,
        new FakeParser(),
        Claims.NONE,
        List.of(),
        new FakeTelemetry(),
        InstantSource.system());
  }

  @Test
  void start_whereNoneMayBeMade_saysWhichCommandsDo() throws Exception {
    try (var broker = TestBroker.start(directory.resolve("broker"));
        var service = service(broker, Map.of("flow.create-topics", "false"))) {
      assertThatExceptionOfType(TopicsRefused.class)
          .isThrownBy(service::start)
          .withMessageStartingWith("topics are missing and flow.create-topics is false;")
          .withMessageContaining("--topic papers --partitions 1 --replication-factor 1")
          .withMessageContaining("--topic freshet.parsed --partitions 4")
          .withMessageContaining("--topic freshet.documents.slow --partitions 4")
          .withMessageContaining("--config cleanup.policy=compact");
    }
  }

  @Test
  void start_whereTheClusterCannotMakeThem_saysWhatToChange() throws Exception {
    try (var broker = TestBroker.start(directory.resolve("broker"));
        var service = service(broker, Map.of("flow.replication", "3"))) {
      assertThatExceptionOfType(TopicsRefused.class)
          .isThrownBy(service::start)
          .withMessageContaining("set flow.replication to what the cluster has");
    }
  }
}

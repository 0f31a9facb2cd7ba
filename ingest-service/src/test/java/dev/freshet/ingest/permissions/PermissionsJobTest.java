package dev.freshet.ingest.permissions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.topics.PermissionNoticeCodec;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.fakes.DirectExecutor;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.OutageRetry;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PermissionsJobTest {
  private static final Instant PUBLISHED = Instant.parse("2026-01-01T00:00:00Z");
  private static final byte[] FILE = "text".getBytes(UTF_8);

  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          new PermissionsJob(
                  List.of(SourceTopic.parse("documents"), SourceTopic.parse("archive:bulk")),
                  TopicNames.DEFAULT)
              .topology(
                  new JobRun(
                      Lane.LIVE,
                      new OutageRetry(new FakeTelemetry(), new Random(1)),
                      _ -> new DirectExecutor())),
          new Properties());
  private final TestOutputTopic<byte[], byte[]> notices =
      driver.createOutputTopic(
          "freshet.permissions", new ByteArrayDeserializer(), new ByteArrayDeserializer());

  @AfterEach
  void close() {
    driver.close();
  }

  /** What is told of a record: {@code document readers}; nothing where nothing is. */
  private List<String> told(String topic, String key, byte[] value, String... headers) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    Headers all = new RecordHeaders();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], headers[i + 1].getBytes(UTF_8));
    }
    input.pipeInput(
        new TestRecord<>(key == null ? null : key.getBytes(UTF_8), value, all, PUBLISHED));
    return notices.readRecordsToList().stream().map(PermissionsJobTest::told).toList();
  }

  private static String told(TestRecord<byte[], byte[]> record) {
    PermissionNotice notice = new PermissionNoticeCodec().decode(record.value());
    assertThat(record.key()).isEqualTo(PermissionNoticeCodec.key(notice));
    assertThat(notice.version().publishedAt()).isEqualTo(PUBLISHED);
    return notice.identity()
        + "@"
        + notice.version().position().offset()
        + " "
        + notice.readers().stream().sorted().toList();
  }

  @Test
  void whatNarrowsNothing_isNotTold() {
    assertThat(told("documents", "a", FILE)).isEmpty();
    assertThat(told("documents", "a", FILE, "title", "T", "expires-at", "nonsense")).isEmpty();
    assertThat(told("documents", "a", FILE, "acl", " ")).isEmpty();
  }

  @Test
  void anAccessList_isTold_ofTheSourceAndTenant() {
    assertThat(told("documents", "a", FILE, "acl", "user:bob, group:legal"))
        .containsExactly("documents/default/a@0 [group:legal, user:bob]");
    assertThat(told("archive", "a", FILE, "acl", "user:ann", "tenant", "acme"))
        .containsExactly("archive/acme/a@0 [user:ann]");
    assertThat(told("documents", "a", FILE, "acl", "user:ann", "acl", "user:bob"))
        .containsExactly("documents/default/a@1 [user:bob]");
  }

  @Test
  void aDeletion_letsNobodyThrough() {
    assertThat(told("documents", "a", null)).containsExactly("documents/default/a@0 []");
    assertThat(told("documents", null, null, "ce_subject", "b", "acl", "user:ann"))
        .containsExactly("documents/default/b@1 []");
  }

  @Test
  void inDoubt_nobodyIsLetThrough_butAnotherBadHeaderLeavesTheListAsItIs() {
    assertThat(told("documents", "a", FILE, "acl", "user:ann,,"))
        .containsExactly("documents/default/a@0 []");
    assertThat(told("documents", "a", FILE, "acl", "user:ann", "expires-at", "nonsense"))
        .containsExactly("documents/default/a@1 [user:ann]");
  }

  @Test
  void whereNoDocumentCanBeTold_nothingIs() {
    assertThat(told("documents", null, FILE, "acl", "user:ann")).isEmpty();
    assertThat(told("documents", null, null)).isEmpty();
    assertThat(told("documents", "a", FILE, "acl", "user:ann", "tenant", "not/a/tenant")).isEmpty();
    assertThat(told("documents", "a", FILE, "acl", "user:ann,,", "tenant", "not/one")).isEmpty();
  }
}

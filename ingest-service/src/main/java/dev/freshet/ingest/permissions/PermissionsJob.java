package dev.freshet.ingest.permissions;

import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.topics.PermissionNoticeCodec;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.JobTopology;
import dev.freshet.ingest.streams.Outgoing;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Beside the line of flow, and ahead of it: tells of each published record that could narrow who
 * may read a document. One run reads the sources of all lanes. Notices keep the order of their
 * source partition; the same record read twice is told twice, alike.
 */
public final class PermissionsJob implements FlowJob {
  private static final String SINK = "to-permissions";

  private final List<SourceTopic> sources;
  private final TopicNames topics;

  /**
   * @param sources of all lanes
   * @param topics where to
   */
  public PermissionsJob(List<SourceTopic> sources, TopicNames topics) {
    this.sources = List.copyOf(sources);
    this.topics = topics;
  }

  @Override
  public String name() {
    return "permissions";
  }

  @Override
  public Topology topology(JobRun run) {
    return JobTopology.reading(
            name(), Telling::new, sources.stream().map(SourceTopic::topic).toList())
        .writing(SINK, topics.permissions())
        .built();
  }

  private static final class Telling extends ContextualProcessor<byte[], byte[], byte[], Outgoing> {
    private final PermissionNoticeCodec codec = new PermissionNoticeCodec();

    @Override
    public void process(Record<byte[], byte[]> record) {
      Incoming incoming = Incoming.of(record, context().recordMetadata().orElseThrow());
      Narrowing.of(incoming).ifPresent(this::tell);
    }

    private void tell(PermissionNotice notice) {
      Outgoing told =
          new Outgoing(
              SINK,
              notice.version().position().log(),
              PermissionNoticeCodec.key(notice),
              codec.encode(notice),
              new RecordHeaders(),
              notice.version().publishedAt());
      context().forward(told.record(), SINK);
    }
  }
}

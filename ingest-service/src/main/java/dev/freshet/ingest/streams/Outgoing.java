package dev.freshet.ingest.streams;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Origin;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowPartition;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Record;

/** A record as a job writes it: where to, and by which source partition it is placed there. */
public final class Outgoing {
  /** Takes the value out of its envelope. */
  public static final Serializer<Outgoing> VALUE = (topic, outgoing) -> outgoing.value;

  /** Chooses the partition by the source partition, so that order is kept through every stage. */
  public static final StreamPartitioner<byte[], Outgoing> BY_SOURCE =
      (topic, key, outgoing, partitions) ->
          Optional.of(Set.of(FlowPartition.of(outgoing.source, partitions)));

  private final String sink;
  private final LogPartition source;
  private final byte[] key;
  private final byte[] value;
  private final Headers headers;
  private final Instant timestamp;

  /**
   * @param sink the name of the sink in the topology
   * @param source the source partition that the document came from
   * @param key of the record, or null
   * @param value of the record, or null
   * @param headers of the record
   * @param timestamp of the record
   */
  public Outgoing(
      String sink,
      LogPartition source,
      byte[] key,
      byte[] value,
      Headers headers,
      Instant timestamp) {
    this.sink = sink;
    this.source = source;
    this.key = key;
    this.value = value;
    this.headers = headers;
    this.timestamp = timestamp;
  }

  /** A record of the flow; it keeps the time at which its document was published. */
  public static Outgoing of(String sink, Origin origin, FlowCodec.Encoded encoded) {
    return of(sink, origin, encoded, encoded.key());
  }

  /** The same under another key. */
  public static Outgoing of(String sink, Origin origin, FlowCodec.Encoded encoded, byte[] key) {
    return new Outgoing(
        sink,
        origin.version().position().log(),
        key,
        encoded.value(),
        encoded.headers(),
        origin.version().publishedAt());
  }

  /** A record without headers. */
  public static Outgoing of(String sink, Origin origin, byte[] key, byte[] value) {
    return new Outgoing(
        sink,
        origin.version().position().log(),
        key,
        value,
        new RecordHeaders(),
        origin.version().publishedAt());
  }

  /** The same with this header. */
  public Outgoing with(String name, String text) {
    Headers more = new RecordHeaders(headers.toArray());
    HeaderText.set(more, name, text);
    return new Outgoing(sink, source, key, value, more, timestamp);
  }

  /** The name of the sink in the topology. */
  public String sink() {
    return sink;
  }

  /** As Streams forwards it. */
  public Record<byte[], Outgoing> record() {
    return new Record<>(key, this, timestamp.toEpochMilli(), headers);
  }
}

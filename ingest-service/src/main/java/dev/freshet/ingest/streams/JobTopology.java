package dev.freshet.ingest.streams;

import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * The form that the topology of every job has: its topics, one processor, and a sink for each topic
 * that the processor writes to, in the partition of the source.
 */
public final class JobTopology {
  private static final String SOURCE = "source";

  private final String processor;
  private final Topology topology;

  private JobTopology(String processor, Topology topology) {
    this.processor = processor;
    this.topology = topology;
  }

  /**
   * Reads topics.
   *
   * @param job its name, and the processor's
   * @param processor what is done to each record
   * @param topics at least one
   */
  public static JobTopology reading(
      String job,
      ProcessorSupplier<byte[], byte[], byte[], Outgoing> processor,
      List<String> topics) {
    Topology topology =
        new Topology()
            .addSource(
                SOURCE,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.toArray(String[]::new))
            .addProcessor(job, processor, SOURCE);
    return new JobTopology(job, topology);
  }

  /** Writes what is {@link Outgoing} to a sink. */
  public JobTopology writing(String sink, String topic) {
    topology.addSink(
        sink, topic, new ByteArraySerializer(), Outgoing.VALUE, Outgoing.BY_SOURCE, processor);
    return this;
  }

  /** What Streams runs. */
  public Topology built() {
    return topology;
  }
}

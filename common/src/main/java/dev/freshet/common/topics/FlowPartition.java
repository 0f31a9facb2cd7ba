package dev.freshet.common.topics;

import dev.freshet.common.document.LogPartition;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which downstream partition a source partition uses, in every topic between the jobs: a function
 * of source topic and partition and of nothing else, so that a source partition keeps its order
 * through every stage.
 */
public final class FlowPartition {
  private FlowPartition() {}

  /**
   * @param source the source partition
   * @param partitions how many the downstream topic has, at least 1
   * @return from 0 to partitions - 1
   */
  public static int of(LogPartition source, int partitions) {
    int start = Utils.toPositive(Utils.murmur2(source.topic().getBytes(StandardCharsets.UTF_8)));
    return Math.floorMod(start + source.partition(), partitions);
  }
}

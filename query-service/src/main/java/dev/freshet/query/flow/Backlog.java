package dev.freshet.query.flow;

import dev.freshet.common.document.Stage;
import java.util.Map;

/**
 * How many records wait before each job. Every method throws {@link
 * dev.freshet.common.failure.Outage} where Kafka does not answer.
 */
public interface Backlog {
  /** Records of the live and bulk lanes by stage. */
  Map<Stage, Long> waiting();

  /** Records of the slow lane by stage; what it has not begun to read is not among them. */
  Map<Stage, Long> waitingSlow();

  /** How far the embed job is with all that is parsed, the slow lane included. */
  Progress progress();

  /**
   * Offsets, summed over partitions; compaction leaves gaps in them, so they are no numbers of
   * documents.
   *
   * @param done behind it
   * @param total behind it and before it
   */
  record Progress(long done, long total) {}
}

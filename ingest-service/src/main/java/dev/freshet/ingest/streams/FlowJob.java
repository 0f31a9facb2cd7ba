package dev.freshet.ingest.streams;

import org.apache.kafka.streams.Topology;

/** One step of the flow. It keeps nothing between records but what its topics and stores hold. */
public interface FlowJob {

  /** Such as {@code parse}: the end of its application id. */
  String name();

  /**
   * Its topology for one lane, made anew for each run.
   *
   * @param run what the processors may use; it ends with the run
   */
  Topology topology(JobRun run);
}

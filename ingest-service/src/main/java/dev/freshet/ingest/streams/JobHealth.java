package dev.freshet.ingest.streams;

import java.util.Optional;

/**
 * How one job of one lane is.
 *
 * @param job such as {@code parse} or {@code parse.bulk}
 * @param state what it is doing
 * @param cause why it does not run, in one sentence for a person; empty while it runs
 */
public record JobHealth(String job, State state, Optional<String> cause) {

  /** What a job is doing. */
  public enum State {
    /** On its way to its partitions. */
    STARTING,
    /** It works, or waits for work. */
    RUNNING,
    /** Something it depends on does not answer: it waits and tries again, and loses nothing. */
    TROUBLED,
    /** It was closed. */
    CLOSED
  }

  /** Whether it works. */
  public boolean up() {
    return state == State.RUNNING;
  }
}

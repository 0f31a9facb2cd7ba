package dev.freshet.evaluation.faults;

import java.io.IOException;

/** What the storm blows on: the processes of one Freshet, however many they are. */
interface Deployment extends AutoCloseable {

  /** Where the query service listens. */
  int httpPort();

  /** Where the broker listens. */
  int kafkaPort();

  /** Whether generations can be built and switched over HTTP. */
  boolean turns();

  /** Starts what does not run; returns before it is ready. */
  void start() throws IOException;

  /**
   * Whether what has to run does.
   *
   * @throws IllegalStateException where something ended by itself, saying where its output is
   */
  void requireAlive();

  /** kill -9: of all of it, or of one process. */
  void kill();

  /** SIGTERM: of all of it, or of one process. */
  void stop();

  /** Who was ended last; empty: all of it. */
  String victim();

  /** Kills everything. */
  @Override
  void close();
}

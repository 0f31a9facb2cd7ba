package dev.freshet.embedders.http;

import java.time.Duration;

/** Waits; tests wait in name only. */
interface Sleeper {
  /** The thread's own sleep. */
  Sleeper THREAD = Thread::sleep;

  void sleep(Duration time) throws InterruptedException;
}

package dev.freshet.standalone.commands;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Tells how far a run is: a bar on a terminal, now and then a line otherwise. */
final class Progress {
  private static final int WIDTH = 24;
  private static final Duration ON_TERMINAL = Duration.ofMillis(100);
  private static final Duration IN_LOGS = Duration.ofSeconds(5);

  private final PrintWriter to;
  private final boolean terminal;
  private final InstantSource clock;
  private final Instant began;
  private Instant told;

  Progress(PrintWriter to, boolean terminal, InstantSource clock) {
    this.to = to;
    this.terminal = terminal;
    this.clock = clock;
    began = clock.instant();
    told = began;
  }

  /** Shows it, unless it was shown just now. */
  synchronized void show(String doing, int done, int all) {
    Instant now = clock.instant();
    if (Duration.between(told, now).compareTo(terminal ? ON_TERMINAL : IN_LOGS) < 0) {
      return;
    }
    told = now;
    String line = "%s %d of %d, %d s".formatted(doing, done, all, seconds(now));
    if (terminal) {
      to.print("\r\u001b[K" + bar(done, all) + " " + line);
    } else {
      to.println(line);
    }
    to.flush();
  }

  /** Takes the bar away. */
  synchronized void clear() {
    if (terminal) {
      to.print("\r\u001b[K");
      to.flush();
    }
  }

  private long seconds(Instant now) {
    return Duration.between(began, now).toSeconds();
  }

  private static String bar(int done, int all) {
    int full = all == 0 ? WIDTH : (int) ((long) WIDTH * done / all);
    return "█".repeat(full) + "░".repeat(WIDTH - full);
  }
}

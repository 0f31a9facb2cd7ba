package dev.freshet.standalone.apart;

import dev.freshet.common.failure.Outage;
import dev.freshet.standalone.process.DataFolder;
import dev.freshet.standalone.process.Log;
import dev.freshet.standalone.process.Signals;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a service until Ctrl-C or SIGTERM, then ends it in order. */
public final class Runner {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
  private static final long LOOK_EVERY_MILLIS = 50;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Service service;
  private final PrintWriter out;

  /**
   * @param out where a person reads
   */
  public Runner(Service service, PrintWriter out) {
    this.service = service;
    this.out = out;
  }

  /**
   * @throws dev.freshet.standalone.process.StartRefused when it cannot start here
   */
  public void run() throws InterruptedException {
    Instant began = Instant.now();
    Signals signals = Signals.take();
    try (DataFolder folder = DataFolder.take(service.data(), DataFolder.LEAST_FREE_BYTES)) {
      Log.toConsole(service.log());
      Log.settings(service.settings(), service.masks());
      out.println("Freshet " + service.name() + " starts on " + folder.root() + " …");
      try (service) {
        service.begin();
        if (open(signals) && awaitReady(signals)) {
          out.printf(
              "Ready in %.1f s. Ctrl-C ends it.%n",
              Duration.between(began, Instant.now()).toMillis() / 1000.0);
          signals.await();
        }
        out.println("Ending …");
      }
      out.println("Ended.");
    }
  }

  /** Whatever does not answer is waited for; false where the end was asked for meanwhile. */
  private boolean open(Signals signals) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    Optional<String> told = Optional.empty();
    while (true) {
      try {
        service.open();
        service.lines().forEach(line -> out.println("  " + line));
        return true;
      } catch (Outage e) {
        if (!told.equals(Optional.of(e.getMessage()))) {
          told = Optional.of(e.getMessage());
          out.println("Waiting: " + e.getMessage());
          LOG.warn("cannot start yet", e);
        }
      }
      if (signals.await(pause.toMillis())) {
        return false;
      }
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
  }

  private boolean awaitReady(Signals signals) throws InterruptedException {
    while (!service.ready()) {
      if (signals.await(LOOK_EVERY_MILLIS)) {
        return false;
      }
    }
    return true;
  }
}

package dev.freshet.standalone.up;

import dev.freshet.standalone.process.DataFolder;
import dev.freshet.standalone.process.HttpPort;
import dev.freshet.standalone.process.Log;
import dev.freshet.standalone.process.Signals;
import dev.freshet.standalone.process.StartRefused;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything in one process, from taking the data folder to letting go of it. */
public final class Up {
  private static final Logger LOG = LoggerFactory.getLogger(Up.class);
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final long LOOK_EVERY_MILLIS = 5;

  private final Configuration configuration;
  private final PrintWriter out;
  private final Instant began;

  /**
   * @param configuration validated
   * @param out where a person reads
   */
  public Up(Configuration configuration, PrintWriter out) {
    this.configuration = configuration;
    this.out = out;
    // The operating system's own start time of a process may be off by most of a second.
    began = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  /**
   * Runs until Ctrl-C or SIGTERM, then ends in order.
   *
   * @throws StartRefused when it cannot start here
   */
  public void run() throws InterruptedException {
    Signals signals = Signals.take();
    run(signals, _ -> awaitEnd(signals));
  }

  /**
   * Starts, does the work once it is ready, and ends in order.
   *
   * @param work is given the address of the service
   */
  public void runFor(Consumer<URI> work) throws InterruptedException {
    run(new Signals(), work);
  }

  private void run(Signals signals, Consumer<URI> work) throws InterruptedException {
    try (DataFolder folder =
        DataFolder.take(configuration.up().data(), DataFolder.LEAST_FREE_BYTES)) {
      Log.toFile(DataFolder.log(folder.root()), configuration.up().log());
      Log.settings(configuration.effective(), configuration.masks());
      var report = new StartReport(configuration, folder.root(), out);
      HttpPort.requireFree(configuration.query().web());
      report.starting();
      try (Parts parts = new Parts(configuration, folder.root())) {
        parts.start();
        if (awaitReady(parts, signals)) {
          report.ready(parts, Duration.between(began, Instant.now()));
          parts.warm();
          work.accept(parts.address());
        }
        Signals.endInTime();
        out.println("Ending …");
      } catch (RuntimeException e) {
        // The terminal is told in one line; whoever asks later finds it in the log.
        LOG.error("Freshet ends: {}", e.getMessage(), e);
        throw e;
      }
      out.println("Ended; the data stays in " + folder.root() + ".");
    }
  }

  private boolean awaitReady(Parts parts, Signals signals) throws InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!parts.ready()) {
      if (signals.await(LOOK_EVERY_MILLIS)) {
        return false;
      }
      if (System.nanoTime() > deadline) {
        throw new StartRefused(
            "not ready after "
                + READY_WITHIN.toMinutes()
                + " minutes: "
                + parts.complaint()
                + "; see logs/freshet.log in the data folder");
      }
    }
    return true;
  }

  private static void awaitEnd(Signals signals) {
    try {
      signals.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.freshet.query.search;

import dev.freshet.common.telemetry.Telemetry;
import java.time.Duration;
import java.util.Locale;

/**
 * How long the steps of one answer took: counted, and told to the caller as the header {@code
 * Server-Timing} (W3C Server Timing, milliseconds). Not thread-safe: belongs to one request.
 */
final class Steps {
  static final String HEADER = "Server-Timing";

  private final Telemetry telemetry;
  private final StringBuilder header = new StringBuilder();

  Steps(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** Notes that a step which began then, by System::nanoTime, is over; gives its milliseconds. */
  double over(String step, long began) {
    long nanos = System.nanoTime() - began;
    telemetry.query(step, Duration.ofNanos(nanos));
    header.append(header.isEmpty() ? "" : ", ");
    header.append(String.format(Locale.ROOT, "%s;dur=%.2f", step, nanos / 1e6));
    return nanos / 1e6;
  }

  String header() {
    return header.toString();
  }
}

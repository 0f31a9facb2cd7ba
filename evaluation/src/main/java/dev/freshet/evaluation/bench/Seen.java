package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.FreshetUnderTest;
import java.util.HashMap;
import java.util.Map;

/** How much is seen of a Freshet under measurement. */
enum Seen {
  /** Nothing is asked, sent or written but the log for people. */
  NOTHING("nothing", 0, ""),
  /** Everything, as one would run it: scraped as compose.yaml has it, every version traced. */
  ALL("everything", 5, "traces metrics canary log"),
  /** Everything, each second. */
  EACH_SECOND("everything, each second", 1, "traces metrics-each-second canary-each-second log"),
  /** Every version traced. */
  TRACES("traces alone", 0, "traces"),
  /** Metrics sent and scraped each second. */
  METRICS("metrics alone, each second", 1, "metrics-each-second"),
  /** The canary each second. */
  CANARY("canary alone, each second", 0, "canary-each-second"),
  /** The log as JSON. */
  LOG("log as JSON alone", 0, "log");

  /** For people. */
  final String words;

  /** Seconds from scrape to scrape; 0: none. */
  final int scrape;

  private final String parts;

  Seen(String words, int scrape, String parts) {
    this.words = words;
    this.scrape = scrape;
    this.parts = parts;
  }

  boolean traces() {
    return parts.contains("traces");
  }

  boolean metrics() {
    return parts.contains("metrics");
  }

  /**
   * What is set.
   *
   * @param collector where traces and metrics go
   */
  Map<String, String> environment(String collector) {
    Map<String, String> set = new HashMap<>();
    for (String part : parts.split(" ", -1)) {
      set.putAll(
          switch (part) {
            case "traces" ->
                Map.of("FRESHET_TRACE_ENDPOINT", collector, "FRESHET_TRACE_SHARE", "1");
            case "metrics" -> metrics(collector, "10s");
            case "metrics-each-second" -> metrics(collector, "1s");
            case "canary" -> canary("10s");
            case "canary-each-second" -> canary("1s");
            case "log" -> Map.of("FRESHET_LOG_FORMAT", "json");
            default -> Map.<String, String>of();
          });
    }
    return set;
  }

  private static Map<String, String> metrics(String collector, String interval) {
    return Map.of("FRESHET_METRICS_ENDPOINT", collector, "FRESHET_METRICS_INTERVAL", interval);
  }

  private static Map<String, String> canary(String interval) {
    return Map.of(
        "FRESHET_CANARY",
        "true",
        "FRESHET_CANARY_SOURCE",
        FreshetUnderTest.BULK,
        "FRESHET_CANARY_INTERVAL",
        interval);
  }
}

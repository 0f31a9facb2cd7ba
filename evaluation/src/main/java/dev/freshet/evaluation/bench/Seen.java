package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.FreshetUnderTest;
import java.util.HashMap;
import java.util.Map;

/** How much is seen of a Freshet under measurement. */
enum Seen {
  /** Nothing is asked, sent or written but the log for people. */
  NOTHING("nothing", 0, false, "", "", false),
  /** Everything, as one would run it: scraped as compose.yaml has it, every version traced. */
  ALL("everything", 5, true, "10s", "10s", true),
  /** Everything, each second. */
  EACH_SECOND("everything, each second", 1, true, "1s", "1s", true),
  /** Every version traced. */
  TRACES("traces alone", 0, true, "", "", false),
  /** Metrics sent and scraped each second. */
  METRICS("metrics alone, each second", 1, false, "1s", "", false),
  /** The canary each second. */
  CANARY("canary alone, each second", 0, false, "", "1s", false),
  /** The log as JSON. */
  LOG("log as JSON alone", 0, false, "", "", true);

  /** For people. */
  final String words;

  /** Seconds from scrape to scrape; 0: none. */
  final int scrape;

  /** Whether every version is traced. */
  final boolean traces;

  private final String metrics;
  private final String canary;
  private final boolean json;

  /**
   * @param metrics how often they are sent; empty: never
   * @param canary how often one is published; empty: never
   */
  Seen(String words, int scrape, boolean traces, String metrics, String canary, boolean json) {
    this.words = words;
    this.scrape = scrape;
    this.traces = traces;
    this.metrics = metrics;
    this.canary = canary;
    this.json = json;
  }

  boolean metrics() {
    return !metrics.isEmpty();
  }

  /**
   * What is set.
   *
   * @param collector where traces and metrics go
   */
  Map<String, String> environment(String collector) {
    Map<String, String> set = new HashMap<>();
    if (traces) {
      set.put("FRESHET_TRACE_ENDPOINT", collector);
      set.put("FRESHET_TRACE_SHARE", "1");
    }
    if (metrics()) {
      set.put("FRESHET_METRICS_ENDPOINT", collector);
      set.put("FRESHET_METRICS_INTERVAL", metrics);
    }
    if (!canary.isEmpty()) {
      set.put("FRESHET_CANARY", "true");
      set.put("FRESHET_CANARY_SOURCE", FreshetUnderTest.BULK);
      set.put("FRESHET_CANARY_INTERVAL", canary);
    }
    if (json) {
      set.put("FRESHET_LOG_FORMAT", "json");
    }
    return set;
  }
}

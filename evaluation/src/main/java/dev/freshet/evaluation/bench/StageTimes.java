package dev.freshet.evaluation.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.evaluation.load.Api;
import dev.freshet.evaluation.load.Percentiles;
import dev.freshet.evaluation.report.Report;
import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Publish to retrievable, split by stage. */
final class StageTimes {
  private static final String PRODUCE = "produce";
  private static final String BETWEEN = "between the stages";
  private static final String ALL = "all";
  private static final List<String> NAMES =
      List.of(PRODUCE, "parse", "embed", "index", "refresh", BETWEEN, ALL);

  private StageTimes() {}

  /**
   * Where the time of one document went.
   *
   * @param document what the catalogue says of it
   * @return milliseconds by stage, in the order of the flow, and of all
   */
  static Map<String, Double> of(JsonNode document) {
    Map<String, Double> times = new LinkedHashMap<>();
    NAMES.forEach(name -> times.put(name, 0.0));
    double all = document.required("freshnessMs").asDouble();
    double inStages = 0;
    long firstStart = Long.MAX_VALUE;
    for (JsonNode stage : document.required("stages")) {
      long start = stage.required("startMicros").asLong();
      double millis = (stage.required("endMicros").asLong() - start) / 1000.0;
      firstStart = Math.min(firstStart, start);
      if (times.computeIfPresent(stage.required("stage").asText(), (_, t) -> t + millis) != null) {
        inStages += millis;
      }
    }
    long recorded = Instant.parse(document.required("recordedAt").asText()).toEpochMilli() * 1000;
    double produce = (firstStart - recorded) / 1000.0;
    times.put(PRODUCE, produce);
    times.put(BETWEEN, all - inStages - produce);
    times.put(ALL, all);
    return times;
  }

  /** Where the time went, by the catalogue's own account. */
  static void report(Api api, String name, int count, String title, Report report) {
    List<Map<String, Double>> documents =
        IntStream.range(0, count).mapToObj(i -> of(api.document(name + "-" + i))).toList();
    List<Bar> bars = new ArrayList<>();
    for (String stage : NAMES) {
      Percentiles p = Percentiles.of(documents.stream().map(times -> times.get(stage)).toList());
      bars.add(new Bar(stage + " p50", p.p50()));
      bars.add(new Bar(stage + " p95", p.p95()));
      bars.add(new Bar(stage + " p99", p.p99()));
    }
    report.add(
        new Section(
            title,
            "By the service's own account of each document (the record's time has a resolution of 1 ms): produce is from the record's time until parse takes it up.",
            "ms",
            bars,
            List.of()));
  }
}

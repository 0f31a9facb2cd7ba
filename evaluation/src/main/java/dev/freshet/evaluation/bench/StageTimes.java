package dev.freshet.evaluation.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.evaluation.load.Api;
import dev.freshet.evaluation.load.Percentiles;
import dev.freshet.evaluation.report.Report;
import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Publish to retrievable, split by stage. */
final class StageTimes {
  private StageTimes() {}

  /** Where the time went, by the catalogue's own account. */
  static void report(Api api, String name, int count, String title, Report report) {
    List<Bar> bars = new ArrayList<>();
    List<List<Double>> times = new ArrayList<>();
    List<String> names =
        List.of("produce", "parse", "embed", "index", "refresh", "between the stages", "all");
    names.forEach(_ -> times.add(new ArrayList<>()));
    for (int i = 0; i < count; i++) {
      JsonNode document = api.document(name + "-" + i);
      double all = document.required("freshnessMs").asDouble();
      double inStages = 0;
      long firstStart = Long.MAX_VALUE;
      long recorded = Instant.parse(document.required("recordedAt").asText()).toEpochMilli() * 1000;
      for (JsonNode stage : document.required("stages")) {
        double millis =
            (stage.required("endMicros").asLong() - stage.required("startMicros").asLong())
                / 1000.0;
        firstStart = Math.min(firstStart, stage.required("startMicros").asLong());
        int index = names.indexOf(stage.required("stage").asText());
        if (index >= 0) {
          times.get(index).add(millis);
          inStages += millis;
        }
      }
      double produce = (firstStart - recorded) / 1000.0;
      times.get(0).add(produce);
      times.get(5).add(all - inStages - produce);
      times.get(6).add(all);
    }
    for (int i = 0; i < names.size(); i++) {
      Percentiles p = Percentiles.of(times.get(i));
      bars.add(new Bar(names.get(i) + " p50", p.p50()));
      bars.add(new Bar(names.get(i) + " p95", p.p95()));
      bars.add(new Bar(names.get(i) + " p99", p.p99()));
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

package dev.freshet.common.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class KafkaFiguresTest {
  private final MicrometerTelemetry telemetry = new MicrometerTelemetry();

  @Test
  void ofSeveralClients_totalsAreSummed_andTheFurthestBehindTold() {
    telemetry.kafka("embed", () -> client(3, 7));
    telemetry.kafka("embed", () -> client(4, 2));
    assertThat(telemetry.scrape(false))
        .contains("freshet_kafka_records_read_total{client=\"embed\"} 7.0")
        .contains("freshet_kafka_records_behind{client=\"embed\"} 7.0");
  }

  @Test
  void closed_countsNoMore_andAnotherTakesItsPlace() {
    telemetry.kafka("embed", () -> client(3, 7)).close();
    telemetry.kafka("embed", () -> client(4, 2));
    assertThat(telemetry.scrape(false))
        .contains("freshet_kafka_records_read_total{client=\"embed\"} 4.0")
        .contains("freshet_kafka_records_behind{client=\"embed\"} 2.0");
  }

  @Test
  void figuresByTopicOrPartition_andUnknownOnes_makeNoSeries() {
    telemetry.kafka("embed", () -> client(3, 7));
    assertThat(telemetry.scrape(false).lines().filter(l -> l.startsWith("freshet_kafka_")))
        .hasSizeLessThan(15)
        .noneMatch(line -> line.contains("topic") || line.contains("obscure"));
  }

  private static Map<MetricName, ? extends Metric> client(double read, double behind) {
    String group = "consumer-fetch-manager-metrics";
    Map<MetricName, Metric> all = new HashMap<>();
    add(all, group, "records-consumed-total", Map.of("client-id", "a"), read);
    add(all, group, "records-consumed-total", Map.of("client-id", "a", "topic", "t"), read);
    add(all, group, "records-lag-max", Map.of("client-id", "a"), behind);
    add(all, group, "records-lag-max", Map.of("client-id", "b"), Double.NaN);
    add(all, group, "obscure", Map.of("client-id", "a"), 1);
    return all;
  }

  private static void add(
      Map<MetricName, Metric> all,
      String group,
      String name,
      Map<String, String> tags,
      double value) {
    MetricName metric = new MetricName(name, group, "", tags);
    all.put(
        metric,
        new Metric() {
          @Override
          public MetricName metricName() {
            return metric;
          }

          @Override
          public Object metricValue() {
            return value;
          }
        });
  }
}

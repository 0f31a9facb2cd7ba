package dev.freshet.common.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** The selection of what Kafka's clients and Streams measure. Safe to use from several threads. */
final class KafkaFigures {
  /** How one figure is made of those of several clients and threads. */
  private enum Kind {
    TOTAL,
    SUM,
    GREATEST
  }

  /**
   * One figure.
   *
   * @param group Kafka's group
   * @param name Kafka's name
   * @param meter ours
   */
  private record Figure(String group, String name, String meter, Kind kind, String description) {
    boolean is(MetricName candidate) {
      // Those by topic, partition or node would be counted twice.
      return candidate.name().equals(name)
          && candidate.group().equals(group)
          && WHOLE.containsAll(candidate.tags().keySet());
    }
  }

  private static final Set<String> WHOLE = Set.of("client-id", "thread-id", "process-id");
  private static final String FETCHES = "consumer-fetch-manager-metrics";
  private static final String MEMBER = "consumer-coordinator-metrics";
  private static final String WRITES = "producer-metrics";
  private static final String STREAMS = "stream-metrics";

  private static final List<Figure> FIGURES =
      List.of(
          new Figure(FETCHES, "records-consumed-total", "records.read", Kind.TOTAL, "Records read"),
          new Figure(FETCHES, "bytes-consumed-total", "bytes.read", Kind.TOTAL, "Bytes read"),
          new Figure(
              FETCHES,
              "records-lag-max",
              "records.behind",
              Kind.GREATEST,
              "Records behind the end, of the partition that is furthest behind"),
          new Figure(
              FETCHES, "fetch-latency-avg", "fetch.millis", Kind.GREATEST, "A fetch, on average"),
          new Figure(MEMBER, "rebalance-total", "rebalances", Kind.TOTAL, "Partitions dealt anew"),
          new Figure(WRITES, "record-send-total", "records.written", Kind.TOTAL, "Records written"),
          new Figure(
              WRITES, "record-error-total", "writes.failed", Kind.TOTAL, "Records not written"),
          new Figure(
              WRITES, "record-retry-total", "writes.retried", Kind.TOTAL, "Writes tried again"),
          new Figure(
              WRITES, "request-latency-avg", "write.millis", Kind.GREATEST, "A write, on average"),
          new Figure(
              WRITES,
              "buffer-available-bytes",
              "buffer.free.bytes",
              Kind.SUM,
              "Room for records to be written"),
          new Figure(
              STREAMS, "alive-stream-threads", "threads.alive", Kind.SUM, "Threads that work"),
          new Figure(
              STREAMS, "failed-stream-threads", "threads.failed", Kind.TOTAL, "Threads that died"));

  private final MeterRegistry registry;
  private final Map<String, Client> clients = new ConcurrentHashMap<>();

  /** All that were given under one name and are not closed. */
  private record Client(Map<Object, Supplier<Map<MetricName, ? extends Metric>>> members) {
    double value(Figure figure) {
      DoubleStream values =
          members.values().stream()
              .flatMap(member -> member.get().entrySet().stream())
              .filter(entry -> figure.is(entry.getKey()))
              .map(entry -> entry.getValue().metricValue())
              .filter(Number.class::isInstance)
              .mapToDouble(value -> ((Number) value).doubleValue())
              .filter(Double::isFinite);
      return figure.kind() == Kind.GREATEST ? values.max().orElse(0) : values.sum();
    }
  }

  KafkaFigures(MeterRegistry registry) {
    this.registry = registry;
  }

  KafkaClientMeters add(String name, Supplier<Map<MetricName, ? extends Metric>> metrics) {
    Client client = clients.computeIfAbsent(name, this::client);
    Object member = new Object();
    client.members().put(member, metrics);
    return () -> client.members().remove(member);
  }

  private Client client(String name) {
    Client client = new Client(new ConcurrentHashMap<>());
    for (Figure figure : FIGURES) {
      String meter = "freshet.kafka." + figure.meter();
      if (figure.kind() == Kind.TOTAL) {
        FunctionCounter.builder(meter, client, c -> c.value(figure))
            .description(figure.description())
            .tag("client", name)
            .register(registry);
      } else {
        Gauge.builder(meter, client, c -> c.value(figure))
            .description(figure.description())
            .tag("client", name)
            .register(registry);
      }
    }
    return client;
  }
}

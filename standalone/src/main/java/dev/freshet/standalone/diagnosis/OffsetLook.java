package dev.freshet.standalone.diagnosis;

import dev.freshet.common.failure.Outage;
import dev.freshet.standalone.diagnosis.Cluster.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Asks the leaders of partitions for offsets. Each is answered for itself: one that hangs takes
 * away its own partitions only.
 */
record OffsetLook(Admin admin, Asking asking, Instant now) {
  /**
   * What was told of a topic.
   *
   * @param spans by partition; those not told of are missing
   * @param newest the time of its newest record, epoch millis; -1: none is known
   */
  record Looked(Map<Integer, Span> spans, long newest) {
    static final Looked NOTHING = new Looked(Map.of(), -1);
  }

  /** By topic; topics of which nothing was told are missing. */
  Map<String, Looked> look(List<TopicPartition> all, Map<String, Map<String, String>> configs) {
    long hourAgo = now.minus(Duration.ofHours(1)).toEpochMilli();
    // All are asked before the first answer is waited for.
    var begins = offsets(all, _ -> OffsetSpec.earliest());
    var ends = offsets(all, _ -> OffsetSpec.latest());
    var times = offsets(all, _ -> OffsetSpec.maxTimestamp());
    var lastHour = offsets(all, _ -> OffsetSpec.forTimestamp(hourAgo));
    var half =
        offsets(
            all,
            p -> OffsetSpec.forTimestamp(halfRetention(configs.getOrDefault(p.topic(), Map.of()))));
    List<String> missing = new ArrayList<>();
    Map<String, Looked> looked = new HashMap<>();
    for (TopicPartition p : all) {
      Optional<Long> begin = told(begins, p, missing).map(ListOffsetsResultInfo::offset);
      Optional<Long> end = told(ends, p, missing).map(ListOffsetsResultInfo::offset);
      if (begin.isEmpty() || end.isEmpty()) {
        continue;
      }
      Looked its = looked.computeIfAbsent(p.topic(), _ -> new Looked(new TreeMap<>(), -1));
      // What is not told is taken for what no rule complains of.
      long middle = told(half, p, missing).map(at -> known(at, end.get())).orElse(begin.get());
      long hour = told(lastHour, p, missing).map(at -> known(at, end.get())).orElse(end.get());
      long newest = told(times, p, missing).map(ListOffsetsResultInfo::timestamp).orElse(-1L);
      its.spans().put(p.partition(), new Span(begin.get(), end.get(), middle, hour));
      looked.put(p.topic(), new Looked(its.spans(), Math.max(its.newest(), newest)));
    }
    if (!missing.isEmpty()) {
      asking.trouble("offsets: " + missing.size() + " were not told, first " + missing.getFirst());
    }
    return looked;
  }

  private Optional<ListOffsetsResultInfo> told(
      ListOffsetsResult asked, TopicPartition partition, List<String> missing) {
    try {
      return Optional.of(asking.answer(asked.partitionResult(partition)));
    } catch (Outage e) {
      missing.add(partition + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The moment half a retention ago; the beginning of time where nothing is deleted by it. */
  private long halfRetention(Map<String, String> configs) {
    long retention = Long.parseLong(configs.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    boolean deletes =
        configs
            .getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "")
            .contains(TopicConfig.CLEANUP_POLICY_DELETE);
    return deletes && retention > 0 ? Math.max(0, now.toEpochMilli() - retention / 2) : 0;
  }

  private static long known(ListOffsetsResultInfo found, long end) {
    return found.offset() < 0 ? end : found.offset();
  }

  private ListOffsetsResult offsets(
      List<TopicPartition> all, Function<TopicPartition, OffsetSpec> which) {
    return admin.listOffsets(all.stream().collect(Collectors.toMap(Function.identity(), which)));
  }
}

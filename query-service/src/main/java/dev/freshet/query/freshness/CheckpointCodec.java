package dev.freshet.query.freshness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Checkpoint} as JSON. The names of partitions stand in it once, for a busy history names
 * them a thousand times. Times are in microseconds since the epoch, as stages are timed.
 */
final class CheckpointCodec {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointCodec.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** To be raised when older ones are not to be read any more; they are read from the start. */
  private static final int FORMAT = 1;

  private static final int PAIR = 2;

  private CheckpointCodec() {}

  static String encode(Checkpoint checkpoint) {
    Map<LogPartition, Integer> numbers = new LinkedHashMap<>();
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.set("next", offsets(checkpoint.next(), numbers));
    root.set("inputs", offsets(checkpoint.inputs(), numbers));
    root.set("marks", offsets(checkpoint.marks(), numbers));
    ArrayNode later = root.putArray("later");
    checkpoint.later().forEach(waiting -> write(later.addObject(), waiting, numbers));
    Checkpoint.Former former = checkpoint.former();
    write(root.putObject("forgotten"), former.forgotten(), numbers);
    ArrayNode spans = root.putArray("spans");
    former.spans().forEach(led -> write(spans.addObject(), led, numbers));
    Map<LogPartition, Long> latest = new HashMap<>();
    former.latest().forEach((log, time) -> latest.put(log, StageTime.micros(time)));
    root.set("latest", offsets(latest, numbers));
    ArrayNode partitions = root.putArray("partitions");
    numbers.keySet().forEach(log -> partitions.add(log.toString()));
    return root.toString();
  }

  private static ArrayNode offsets(
      Map<LogPartition, Long> offsets, Map<LogPartition, Integer> numbers) {
    ArrayNode pairs = JSON.createArrayNode();
    offsets.forEach((log, offset) -> pairs.add(number(log, numbers)).add(offset));
    return pairs;
  }

  private static int number(LogPartition log, Map<LogPartition, Integer> numbers) {
    Integer known = numbers.putIfAbsent(log, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private static void write(
      ObjectNode node, Checkpoint.Waiting waiting, Map<LogPartition, Integer> numbers) {
    Version version = waiting.version();
    node.put("document", waiting.document().key());
    node.put("partition", number(version.position().log(), numbers));
    node.put("offset", version.position().offset());
    node.put("published", StageTime.micros(version.publishedAt()));
    node.put("state", waiting.state().name());
  }

  private static void write(
      ObjectNode node, Checkpoint.Led led, Map<LogPartition, Integer> numbers) {
    node.set("inputs", offsets(led.inputs(), numbers));
    node.set("marks", offsets(led.marks(), numbers));
    if (!led.last().isBefore(led.first())) {
      node.put("first", StageTime.micros(led.first()));
      node.put("last", StageTime.micros(led.last()));
    }
  }

  private static Instant time(JsonNode micros) {
    return StageTime.instant(micros.longValue());
  }

  /** Reads what {@link #encode} wrote; empty where it wrote nothing, or in another format. */
  static Optional<Checkpoint> decode(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(text);
      return root.path("format").intValue() == FORMAT
          ? Optional.of(checkpoint(root))
          : Optional.empty();
    } catch (JsonProcessingException | RuntimeException e) {
      LOG.error("the catalogue's checkpoint cannot be read: all events are read instead", e);
      return Optional.empty();
    }
  }

  private static Checkpoint checkpoint(JsonNode root) {
    List<LogPartition> partitions = new ArrayList<>();
    root.path("partitions").forEach(name -> partitions.add(LogPartition.parse(name.textValue())));
    List<Checkpoint.Waiting> later = new ArrayList<>();
    root.path("later").forEach(node -> later.add(waiting(node, partitions)));
    List<Checkpoint.Led> spans = new ArrayList<>();
    root.path("spans").forEach(node -> spans.add(led(node, partitions)));
    Map<LogPartition, Instant> latest = new HashMap<>();
    offsets(root.path("latest"), partitions)
        .forEach((log, micros) -> latest.put(log, StageTime.instant(micros)));
    return new Checkpoint(
        offsets(root.path("next"), partitions),
        offsets(root.path("inputs"), partitions),
        offsets(root.path("marks"), partitions),
        later,
        new Checkpoint.Former(led(root.path("forgotten"), partitions), spans, latest));
  }

  private static Map<LogPartition, Long> offsets(JsonNode pairs, List<LogPartition> partitions) {
    Map<LogPartition, Long> offsets = new HashMap<>();
    for (int i = 0; i + 1 < pairs.size(); i += PAIR) {
      offsets.put(partitions.get(pairs.get(i).intValue()), pairs.get(i + 1).longValue());
    }
    return offsets;
  }

  private static Checkpoint.Waiting waiting(JsonNode node, List<LogPartition> partitions) {
    LogPartition log = partitions.get(node.path("partition").intValue());
    return new Checkpoint.Waiting(
        DocumentIdentity.parse(node.path("document").textValue()),
        new Version(log.at(node.path("offset").longValue()), time(node.path("published"))),
        DocumentState.valueOf(node.path("state").textValue()));
  }

  private static Checkpoint.Led led(JsonNode node, List<LogPartition> partitions) {
    boolean any = node.has("first");
    return new Checkpoint.Led(
        offsets(node.path("inputs"), partitions),
        offsets(node.path("marks"), partitions),
        any ? time(node.path("first")) : Instant.MAX,
        any ? time(node.path("last")) : Instant.MIN);
  }
}

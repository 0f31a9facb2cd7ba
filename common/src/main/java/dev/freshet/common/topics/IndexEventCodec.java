package dev.freshet.common.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Sketch;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.TraceParent;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The value of the topic {@code index-events}: a JSON object, for people and other programs to
 * read.
 */
public final class IndexEventCodec implements ValueCodec<IndexEvent> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public byte[] encode(IndexEvent event) {
    ObjectNode node = JSON.createObjectNode();
    node.put("document", event.origin().identity().key());
    node.put("version", event.origin().version().position().token());
    node.put("publishedAt", event.origin().version().publishedAt().toString());
    node.put("state", event.state().label());
    node.put("input", event.input().token());
    event.after().ifPresent(after -> node.put("after", after.token()));
    node.put("passages", event.passages());
    node.put("embedded", event.embedded());
    node.put("reused", event.reused());
    if (event.origin().parseSpared()) {
      node.put("parseSpared", true);
    }
    event.origin().publisher().ifPresent(p -> node.put("traceparent", p.header()));
    ArrayNode times = node.putArray("times");
    event.origin().times().forEach(time -> encode(times.addObject(), time));
    event
        .failure()
        .ifPresent(
            failure ->
                node.putObject("failure")
                    .put("stage", failure.stage().label())
                    .put("reason", failure.reason().label())
                    .put("message", failure.message()));
    if (!event.notices().isEmpty()) {
      ArrayNode notices = node.putArray("notices");
      event.notices().forEach(notices::add);
    }
    if (!event.signals().isEmpty()) {
      ArrayNode signals = node.putArray("signals");
      event.signals().forEach(signal -> encode(signals.addObject(), signal));
    }
    event.sketch().ifPresent(sketch -> node.put("sketch", sketch.written()));
    if (!event.metadata().equals(Metadata.NONE)) {
      node.set("metadata", encode(event.metadata()));
    }
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values was not writable", e);
    }
  }

  @Override
  public IndexEvent decode(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      Origin origin =
          new Origin(
              DocumentIdentity.parse(node.required("document").asText()),
              new Version(
                  Position.parse(node.required("version").asText()),
                  Instant.parse(node.required("publishedAt").asText())),
              times(node.path("times")),
              node.path("parseSpared").asBoolean(),
              TraceParent.parse(node.path("traceparent").asText()));
      return new IndexEvent(
          origin,
          DocumentState.of(node.required("state").asText()),
          Position.parse(node.required("input").asText()),
          node.has("metadata") ? metadata(node.get("metadata")) : Metadata.NONE,
          node.path("passages").asInt(),
          node.path("embedded").asInt(),
          node.path("reused").asInt(),
          failure(node),
          notices(node),
          signals(node),
          node.path("sketch").isTextual()
              ? Sketch.read(node.get("sketch").binaryValue())
              : Optional.empty(),
          node.has("after")
              ? Optional.of(Position.parse(node.get("after").asText()))
              : Optional.empty());
    } catch (IOException e) {
      throw new IllegalArgumentException("no index event", e);
    }
  }

  private static void encode(ObjectNode node, StageTime time) {
    node.put("stage", time.stage().label());
    node.put("startMicros", time.startMicros());
    node.put("endMicros", time.endMicros());
    if (!time.machine().isEmpty()) {
      node.put("machine", time.machine());
    }
  }

  private static List<StageTime> times(JsonNode node) {
    List<StageTime> times = new ArrayList<>();
    node.forEach(
        t ->
            times.add(
                new StageTime(
                    Stage.of(t.required("stage").asText()),
                    t.required("startMicros").asLong(),
                    t.required("endMicros").asLong(),
                    t.path("machine").asText())));
    return times;
  }

  private static List<String> notices(JsonNode node) {
    List<String> notices = new ArrayList<>();
    node.path("notices").forEach(notice -> notices.add(notice.asText()));
    return notices;
  }

  private static void encode(ObjectNode node, Signal signal) {
    node.put("signal", signal.kind().label());
    node.put("value", signal.value());
    node.put("detail", signal.detail());
    node.put("flagged", signal.flagged());
  }

  private static List<Signal> signals(JsonNode node) {
    List<Signal> signals = new ArrayList<>();
    for (JsonNode signal : node.path("signals")) {
      String kind = signal.required("signal").asText();
      // A later release may measure more than this one knows.
      if (Signal.Kind.labels().contains(kind)) {
        signals.add(
            new Signal(
                Signal.Kind.of(kind),
                signal.required("value").asDouble(),
                signal.path("detail").asText(),
                signal.path("flagged").asBoolean()));
      }
    }
    return signals;
  }

  private static Optional<Failure> failure(JsonNode node) {
    if (!node.has("failure")) {
      return Optional.empty();
    }
    JsonNode failure = node.get("failure");
    return Optional.of(
        new Failure(
            Stage.of(failure.required("stage").asText()),
            Reason.of(failure.required("reason").asText()),
            failure.required("message").asText()));
  }

  private static ObjectNode encode(Metadata metadata) {
    ObjectNode node = JSON.createObjectNode();
    put(node, "title", metadata.title());
    put(node, "filename", metadata.filename());
    put(node, "contentType", metadata.contentType());
    put(node, "sourceUri", metadata.sourceUri());
    put(node, "author", metadata.author());
    put(node, "publishedAt", metadata.publishedAt());
    put(node, "expiresAt", metadata.expiresAt());
    put(node, "createdAt", metadata.createdAt());
    put(node, "modifiedAt", metadata.modifiedAt());
    node.put("bytes", metadata.bytes());
    if (!metadata.acl().isEmpty()) {
      ArrayNode acl = node.putArray("acl");
      metadata.acl().forEach(acl::add);
    }
    if (!metadata.meta().isEmpty()) {
      ObjectNode meta = node.putObject("meta");
      new TreeMap<>(metadata.meta()).forEach(meta::put);
    }
    return node;
  }

  private static void put(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode node, String name, Optional<Instant> value) {
    value.ifPresent(v -> node.put(name, v.toString()));
  }

  private static Metadata metadata(JsonNode node) {
    List<String> acl = new ArrayList<>();
    node.path("acl").forEach(p -> acl.add(p.asText()));
    Map<String, String> meta = new TreeMap<>();
    node.path("meta").properties().forEach(e -> meta.put(e.getKey(), e.getValue().asText()));
    return new Metadata(
        node.path("title").asText(),
        node.path("filename").asText(),
        node.path("contentType").asText(),
        node.path("sourceUri").asText(),
        time(node, "publishedAt"),
        time(node, "expiresAt"),
        acl,
        meta,
        node.path("author").asText(),
        time(node, "createdAt"),
        time(node, "modifiedAt"),
        node.path("bytes").asLong());
  }

  private static Optional<Instant> time(JsonNode node, String name) {
    return node.has(name) ? Optional.of(Instant.parse(node.get(name).asText())) : Optional.empty();
  }
}

package dev.freshet.common.topics;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.TraceParent;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A {@link FlowRecord} as key, value and headers of a Kafka record, and back.
 *
 * <p>A document and its deletion share the key {@code source/tenant/id}: content is the value, a
 * deletion is an empty value, so compaction keeps what stands. It is not null, for compaction would
 * forget the deletion in the end, while older content may still stand on a topic of the slow lane.
 * What only passes a position on (dead, deferred, superseded) has the key {@code !source/tenant/id}
 * and an empty value: were it under the document's key, compaction would take it for a newer
 * version and drop the last good one.
 *
 * @param <T> the contents
 */
public final class FlowCodec<T> {
  private static final byte[] NOTHING = {};

  private final ValueCodec<T> values;

  /**
   * @param values the contents' codec
   */
  public FlowCodec(ValueCodec<T> values) {
    this.values = values;
  }

  /** A record as it stands on a topic. */
  public static final class Encoded {
    private final byte[] key;
    private final byte[] value;
    private final Headers headers;

    private Encoded(byte[] key, byte[] value, Headers headers) {
      this.key = key;
      this.value = value;
      this.headers = headers;
    }

    /** Never null. */
    public byte[] key() {
      return key;
    }

    /** Never null; empty where the headers say it all. */
    public byte[] value() {
      return value;
    }

    /** With origin and outcome. */
    public Headers headers() {
      return headers;
    }
  }

  /** Whether the record is a document or its deletion, and not only a position that goes on. */
  public static boolean stands(Headers headers) {
    Header outcome = headers.lastHeader(HeaderNames.OUTCOME);
    String label = outcome == null ? "" : new String(outcome.value(), StandardCharsets.UTF_8);
    return label.equals("content") || label.equals("deleted");
  }

  /** As key, value and headers. */
  public Encoded encode(FlowRecord<T> record) {
    Headers headers = new RecordHeaders();
    headers.add(HeaderNames.ORIGIN, encode(record.origin()));
    headers.add(HeaderNames.OUTCOME, utf8(record.outcome().label()));
    String key = record.origin().identity().key();
    return switch (record.outcome()) {
      case Outcome.Content<T>(T content) -> new Encoded(utf8(key), values.encode(content), headers);
      case Outcome.Deleted<T> _ -> new Encoded(utf8(key), NOTHING, headers);
      case Outcome.Superseded<T> _ -> passing(key, headers);
      case Outcome.Deferred<T> _ -> passing(key, headers);
      case Outcome.Dead<T>(Failure failure) -> {
        headers.add(HeaderNames.ERROR_STAGE, utf8(failure.stage().label()));
        headers.add(HeaderNames.ERROR_REASON, utf8(failure.reason().label()));
        headers.add(HeaderNames.ERROR_MESSAGE, utf8(failure.message()));
        yield passing(key, headers);
      }
    };
  }

  private static Encoded passing(String key, Headers headers) {
    return new Encoded(utf8("!" + key), NOTHING, headers);
  }

  /**
   * From value and headers.
   *
   * @throws IllegalArgumentException when the record is none of ours
   */
  public FlowRecord<T> decode(byte[] value, Headers headers) {
    Origin origin = decodeOrigin(required(headers, HeaderNames.ORIGIN).value());
    String label = text(headers, HeaderNames.OUTCOME);
    Outcome<T> outcome =
        switch (label) {
          case "content" -> new Outcome.Content<>(values.decode(present(value)));
          case "deleted" -> new Outcome.Deleted<>();
          case "superseded" -> new Outcome.Superseded<>();
          case "deferred" -> new Outcome.Deferred<>();
          case "dead" ->
              new Outcome.Dead<>(
                  new Failure(
                      Stage.of(text(headers, HeaderNames.ERROR_STAGE)),
                      Reason.of(text(headers, HeaderNames.ERROR_REASON)),
                      text(headers, HeaderNames.ERROR_MESSAGE)));
          default -> throw new IllegalArgumentException("unknown outcome " + label);
        };
    return new FlowRecord<>(origin, outcome);
  }

  /** Which document a record is about, also where the rest of it cannot be read. */
  public static Optional<Origin> origin(Headers headers) {
    try {
      return Optional.of(decodeOrigin(required(headers, HeaderNames.ORIGIN).value()));
    } catch (RuntimeException _) {
      return Optional.empty();
    }
  }

  private static byte[] encode(Origin origin) {
    var wire =
        dev.freshet.common.topics.wire.Origin.newBuilder()
            .setTopic(origin.version().position().topic())
            .setPartition(origin.version().position().partition())
            .setOffset(origin.version().position().offset())
            .setTimestampMillis(origin.version().publishedAt().toEpochMilli())
            .setTenant(origin.identity().tenant().name())
            .setId(origin.identity().id().value())
            .setParseSpared(origin.parseSpared())
            .setTraceparent(origin.publisher().map(TraceParent::header).orElse(""));
    for (StageTime time : origin.times()) {
      wire.addTimes(
          dev.freshet.common.topics.wire.StageTime.newBuilder()
              .setStage(time.stage().label())
              .setStartMicros(time.startMicros())
              .setEndMicros(time.endMicros())
              .setMachine(time.machine()));
    }
    return wire.build().toByteArray();
  }

  private static Origin decodeOrigin(byte[] bytes) {
    try {
      var wire = dev.freshet.common.topics.wire.Origin.parseFrom(bytes);
      return new Origin(
          new DocumentIdentity(
              wire.getTopic(), new Tenant(wire.getTenant()), new DocumentId(wire.getId())),
          new Version(
              new Position(wire.getTopic(), wire.getPartition(), wire.getOffset()),
              Instant.ofEpochMilli(wire.getTimestampMillis())),
          wire.getTimesList().stream()
              .map(
                  t ->
                      new StageTime(
                          Stage.of(t.getStage()),
                          t.getStartMicros(),
                          t.getEndMicros(),
                          t.getMachine()))
              .toList(),
          wire.getParseSpared(),
          TraceParent.parse(wire.getTraceparent()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("header " + HeaderNames.ORIGIN + " is none of ours", e);
    }
  }

  private static byte[] present(byte[] value) {
    if (value == null) {
      throw new IllegalArgumentException("content without a value");
    }
    return value;
  }

  private static Header required(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null) {
      throw new IllegalArgumentException("header " + name + " is missing");
    }
    return header;
  }

  private static String text(Headers headers, String name) {
    return new String(required(headers, name).value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

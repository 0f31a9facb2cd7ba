package dev.freshet.query.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Origin;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.backwards.Bounds;
import dev.freshet.query.backwards.Readings;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Trail;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Keeps account of queries, and answers {@code GET /v1/audit}. */
public final class Audit implements AutoCloseable {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;
  private static final List<String> PARAMETERS =
      Stream.concat(AuditFilter.FIELDS.stream(), Stream.of("cursor", "limit")).toList();

  private final AuditSettings settings;
  private final AuditLog log;
  private final Account account;
  private final Traced traced;
  private final InstantSource clock;
  private final Readings<AuditEntry> readings;

  /**
   * @param topic of the records
   * @param consumers makes a consumer for each request that reads
   * @param producer with acks=all; the caller closes it, after this
   * @param origins where a version came from, as the catalogue has it
   */
  public Audit(
      AuditSettings settings,
      String topic,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Producer<byte[], byte[]> producer,
      Function<Trail.Source, Optional<Origin>> origins,
      Telemetry telemetry,
      InstantSource clock) {
    this.settings = settings;
    this.log = new AuditLog(topic, producer, settings.queue(), telemetry);
    this.traced = new Traced(telemetry.tracing(), origins);
    this.account = new Account(settings.text());
    this.clock = clock;
    this.readings =
        new Readings<>(
            new Readings.Limits(
                "audit records",
                AuditSettings.READERS.key(),
                settings.readers(),
                settings.readTimeout()),
            topic,
            consumers,
            AuditEntry::of,
            Readings.Before.NOTHING);
  }

  /** A door whose every request is recorded, also one that is refused. */
  public Handler always(String door, Handler handler) {
    return audited(door, handler, true);
  }

  /** A door of which only requests are recorded that asked something. */
  public Handler whereAsked(String door, Handler handler) {
    return audited(door, handler, false);
  }

  private Handler audited(String door, Handler handler, boolean always) {
    return new Audited(
        door,
        handler,
        always,
        traced,
        settings.required() ? Optional.of(settings.timeout()) : Optional.empty(),
        account,
        log,
        clock);
  }

  /** A page of records, the newest first. */
  public Reply list(Request request) {
    Parameters parameters = Parameters.of(request, PARAMETERS);
    AuditFilter filter = AuditFilter.of(parameters);
    Optional<Bounds> cursor = parameters.text("cursor").map(Bounds::parse);
    int limit = parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    return readings.read(
        reading -> {
          ObjectNode root = JsonNodeFactory.instance.objectNode();
          ArrayNode records = root.putArray("records");
          reading.walk(
              filter.since(),
              cursor,
              root,
              entry -> {
                if (filter.fits(entry)) {
                  records.add(entry.json().orElseThrow());
                }
                return records.size() < limit;
              });
          return Reply.json(200, root);
        });
  }

  @Override
  public void close() {
    log.close();
  }
}

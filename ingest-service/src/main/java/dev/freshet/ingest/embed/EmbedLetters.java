package dev.freshet.ingest.embed;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.ingest.streams.DeadLetter;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Dead letters of what died while it was embedded. The bytes do not come this far, so they are
 * fetched from the document's position in its source topic.
 */
final class EmbedLetters {
  private final Originals originals;
  private final Telemetry telemetry;
  private final InstantSource clock;

  EmbedLetters(Originals originals, Telemetry telemetry, InstantSource clock) {
    this.originals = originals;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /**
   * The letter, with the record as published; where Kafka no longer keeps that, without bytes and
   * saying so.
   *
   * @param parsed the record that died here
   * @param origin which document and version
   */
  Outgoing letter(Incoming parsed, Origin origin, Failure failure) {
    Position position = origin.version().position();
    Optional<Incoming> original = originals.at(position);
    telemetry.deadLetter(failure.reason());
    return DeadLetter.of(
        original.orElseGet(() -> withoutBytes(origin)),
        origin.version(),
        attempt(parsed.headers()),
        original.isPresent() ? failure : gone(failure, position),
        clock.instant());
  }

  private static Failure gone(Failure failure, Position position) {
    return new Failure(
        failure.stage(),
        failure.reason(),
        failure.message() + " (the record at " + position + " is no longer in Kafka)");
  }

  private static Incoming withoutBytes(Origin origin) {
    DocumentIdentity identity = origin.identity();
    Headers headers = new RecordHeaders();
    if (!identity.tenant().equals(Tenant.DEFAULT)) {
      headers.add(HeaderNames.TENANT, identity.tenant().name().getBytes(StandardCharsets.UTF_8));
    }
    return new Incoming(
        origin.version().position(),
        origin.version().publishedAt(),
        identity.id().value().getBytes(StandardCharsets.UTF_8),
        null,
        headers);
  }

  /** What the job before says; the first where it says nothing. */
  private static int attempt(Headers headers) {
    Header header = headers.lastHeader(HeaderNames.ATTEMPT);
    return header == null
        ? 1
        : Integer.parseInt(new String(header.value(), StandardCharsets.UTF_8));
  }
}

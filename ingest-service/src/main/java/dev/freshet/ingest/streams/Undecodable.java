package dev.freshet.ingest.streams;

import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record between the jobs that no codec of ours reads: somebody else's, or another release's. It
 * would be as unreadable at every further try, so it does not stop the line. Where it still says
 * which document it is about, that version is dead, as everyone is told; where not, its position is
 * logged and counted, and nothing else can be done about it. Its bytes stay where they are.
 */
public final class Undecodable {
  private static final Logger LOG = LoggerFactory.getLogger(Undecodable.class);

  private Undecodable() {}

  /**
   * Reads a record.
   *
   * @param codec that should read it
   * @param stage who reads
   * @param at where it stands, for a person
   * @return the record, or in its place the dead version; empty where nobody knows whose it is
   */
  public static <T> Optional<FlowRecord<T>> read(
      FlowCodec<T> codec,
      byte[] value,
      Headers headers,
      Stage stage,
      String at,
      Telemetry telemetry) {
    try {
      return Optional.of(codec.decode(value, headers));
    } catch (RuntimeException e) {
      LOG.error("the record at {} cannot be decoded and is passed over", at, e);
      telemetry.deadLetter(Reason.UNDECODABLE);
      Failure failure =
          new Failure(stage, Reason.UNDECODABLE, "the record at " + at + " cannot be decoded");
      Optional<Origin> origin = FlowCodec.origin(headers);
      return origin.map(known -> new FlowRecord<>(known, new Outcome.Dead<>(failure)));
    }
  }
}

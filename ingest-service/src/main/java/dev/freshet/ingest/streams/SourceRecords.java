package dev.freshet.ingest.streams;

import dev.freshet.common.document.Position;
import java.util.Optional;

/** Source records, read again by whoever has their position but no longer their bytes. */
public interface SourceRecords {

  /**
   * The record at a position; empty where Kafka no longer keeps it.
   *
   * @throws dev.freshet.common.failure.Outage when Kafka does not answer
   */
  Optional<Incoming> at(Position position);
}

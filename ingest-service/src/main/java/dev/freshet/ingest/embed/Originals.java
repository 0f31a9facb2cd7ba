package dev.freshet.ingest.embed;

import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Refused;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.OutageRetry;
import dev.freshet.ingest.streams.SourceRecords;
import java.util.Optional;

/**
 * Documents as they were published: their bytes do not come this far, so they are fetched from
 * their positions in the source topic.
 *
 * @param sources reads them
 * @param retry sees through outages of Kafka
 */
record Originals(SourceRecords sources, OutageRetry retry) {

  /** Empty where Kafka no longer keeps it. */
  Optional<Incoming> at(Position position) {
    try {
      return retry.call(() -> sources.at(position));
    } catch (Refused e) {
      throw new IllegalStateException("reading a record again is never refused", e);
    }
  }
}

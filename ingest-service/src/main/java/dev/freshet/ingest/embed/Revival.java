package dev.freshet.ingest.embed;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Version;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.ingest.streams.Deferral;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.LeftOut;
import dev.freshet.ingest.streams.Outgoing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions that were left out for one that died here: they go to the slow lane as they were
 * published, for the last good one, or the last deletion, has to stand.
 */
final class Revival {
  private static final Logger LOG = LoggerFactory.getLogger(Revival.class);
  private static final int SECOND_ATTEMPT = 2;

  private final Originals originals;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final Function<Origin, List<Outgoing>> deferred;

  /**
   * @param deferred what tells that a position comes later
   */
  Revival(
      Originals originals,
      Telemetry telemetry,
      InstantSource clock,
      Function<Origin, List<Outgoing>> deferred) {
    this.deferred = deferred;
    this.originals = originals;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /**
   * For each of them its record on {@code documents.slow}, and that its position is deferred.
   *
   * @param identity the document
   * @param died the headers of the one that died
   */
  List<Outgoing> of(DocumentIdentity identity, Headers died) {
    List<Outgoing> all = new ArrayList<>();
    for (Position position : LeftOut.of(died)) {
      Optional<Incoming> original = originals.at(position);
      if (original.isPresent()) {
        telemetry.deferred(Stage.EMBED);
        Version version = new Version(position, original.get().timestamp());
        all.add(
            Deferral.of(
                original.get(), version, SECOND_ATTEMPT, Optional.empty(), clock.instant()));
        all.addAll(deferred.apply(new Origin(identity, version, List.of())));
      } else {
        LOG.warn("{} was left out for a newer version that died, and is gone from Kafka", position);
      }
    }
    return all;
  }
}

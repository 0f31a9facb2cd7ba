package dev.freshet.query.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.NearDuplicate;
import dev.freshet.query.exchange.SignalJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Writes what is told of a document. */
final class DocumentJson {
  private static final double PERCENT = 100;

  private DocumentJson() {}

  /** Fills the node: the newest version told of, and the older one that stands, if another. */
  static void write(ObjectNode node, CatalogueEntry entry) {
    IndexEvent event =
        entry
            .pending()
            .or(entry::standing)
            .orElseThrow(() -> new IllegalStateException("nothing is told of " + entry.identity()));
    node.put("id", entry.identity().id().value());
    node.put("source", entry.identity().source());
    node.put("state", event.state().label());
    node.put("version", event.origin().version().position().token());
    metadata(node, event.metadata());
    node.put("passages", event.passages());
    node.put("embedded", event.embedded());
    node.put("reused", event.reused());
    event.notices().forEach(node.putArray("notices")::add);
    SignalJson.write(node.putArray("signals"), event.signals());
    times(node, event);
    event
        .failure()
        .ifPresent(
            failure ->
                node.putObject("failure")
                    .put("stage", failure.stage().label())
                    .put("reason", failure.reason().label())
                    .put("message", failure.message()));
    if (entry.pending().isPresent()) {
      entry
          .standing()
          .filter(s -> s.state() == DocumentState.INDEXED)
          .ifPresent(s -> standing(node, s));
    }
  }

  /** Adds the documents that say nearly the same. */
  static void writeNearDuplicates(ObjectNode node, List<NearDuplicate> twins) {
    ArrayNode array = node.putArray("nearDuplicates");
    for (NearDuplicate twin : twins) {
      array
          .addObject()
          .put("id", twin.entry().identity().id().value())
          .put("source", twin.entry().identity().source())
          .put("similarity", Math.round(twin.similarity() * PERCENT) / PERCENT);
    }
  }

  private static void standing(ObjectNode node, IndexEvent standing) {
    ObjectNode older =
        node.putObject("standing")
            .put("version", standing.origin().version().position().token())
            .put("passages", standing.passages());
    SignalJson.write(older.putArray("signals"), standing.signals());
  }

  private static void metadata(ObjectNode node, Metadata metadata) {
    node.put("title", metadata.title());
    node.put("filename", metadata.filename());
    node.put("contentType", metadata.contentType());
    node.put("sourceUri", metadata.sourceUri());
    node.put("bytes", metadata.bytes());
    ObjectNode meta = node.putObject("meta");
    new TreeMap<>(metadata.meta()).forEach(meta::put);
    node.put("publishedAt", metadata.publishedAt().map(Instant::toString).orElse(null));
    node.put("expiresAt", metadata.expiresAt().map(Instant::toString).orElse(null));
  }

  private static void times(ObjectNode node, IndexEvent event) {
    Instant recorded = event.origin().version().publishedAt();
    node.put("recordedAt", recorded.toString());
    OptionalLong end = event.origin().times().stream().mapToLong(StageTime::endMicros).max();
    if (event.state() == DocumentState.INDEXED && end.isPresent()) {
      Instant retrievable = StageTime.instant(end.getAsLong());
      node.put("retrievableAt", retrievable.toString());
      node.put("freshnessMs", Math.max(0, Duration.between(recorded, retrievable).toMillis()));
    } else {
      node.putNull("retrievableAt");
      node.putNull("freshnessMs");
    }
    ArrayNode stages = node.putArray("stages");
    for (StageTime time : event.origin().times()) {
      stages
          .addObject()
          .put("stage", time.stage().label())
          .put("startMicros", time.startMicros())
          .put("endMicros", time.endMicros())
          .put("ms", (time.endMicros() - time.startMicros()) / 1000.0);
    }
  }
}

package dev.freshet.ingest.index;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.ingest.streams.CommitGate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Ends the documents of one input partition whose time is over. Readers are not given them from
 * that moment on, for every query asks by its own clock; here they are told to be gone, and then
 * removed.
 *
 * <p>They are removed only once what was told is acknowledged. Were it the other way round, a kill
 * in between would leave a document that is gone and that nobody was told of; this way it is found,
 * and told, again.
 */
final class Expiry {
  private static final Duration EVERY = Duration.ofMillis(250);

  /** Told and not yet removed, at most; the others come next time. */
  private static final int AT_ONCE = 500;

  private final PassageWriter writer;
  private final Fence fence;
  private final CommitGate gate;
  private final Refresher refresher;
  private final LogPartition input;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<DocumentIdentity, Told> told = new HashMap<>();
  private long next;
  private boolean unshown;

  private record Told(Version version, long flushes) {}

  /**
   * @param writer asked what has expired
   * @param fence before it
   * @param gate knows what is acknowledged
   * @param refresher shows that they are removed, so that they are not found again
   * @param input whose documents
   * @param nanoTime such as System::nanoTime
   */
  Expiry(
      PassageWriter writer,
      Fence fence,
      CommitGate gate,
      Refresher refresher,
      LogPartition input,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.writer = writer;
    this.fence = fence;
    this.gate = gate;
    this.refresher = refresher;
    this.input = input;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
  }

  /** Those to be told now, each to be followed by {@link #told}; none where it is not yet time. */
  List<ExpiredDocument> due() {
    long now = nanoTime.getAsLong();
    if (now - next < 0) {
      return List.of();
    }
    next = now + EVERY.toNanos();
    removeWhatIsAcknowledged();
    if (unshown && refresher.due()) {
      refresher.refresh();
      unshown = false;
    }
    return writer.expired(input, clock.instant(), AT_ONCE).stream()
        .filter(document -> !isTold(document))
        .filter(document -> fence.stands(document.identity(), document.version()))
        .toList();
  }

  private boolean isTold(ExpiredDocument document) {
    Told before = told.get(document.identity());
    return before != null && before.version().equals(document.version());
  }

  /** This one was handed on. */
  void told(ExpiredDocument document) {
    told.put(document.identity(), new Told(document.version(), gate.flushes()));
  }

  private void removeWhatIsAcknowledged() {
    told.entrySet()
        .removeIf(
            entry -> {
              boolean acknowledged = entry.getValue().flushes() < gate.flushes();
              if (acknowledged) {
                fence.remove(entry.getKey(), entry.getValue().version());
                unshown = true;
              }
              return acknowledged;
            });
  }
}

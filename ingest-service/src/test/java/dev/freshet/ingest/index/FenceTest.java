package dev.freshet.ingest.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import dev.freshet.ingest.fakes.MemoryWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One document, two lanes, two threads. */
class FenceTest {
  private static final DocumentIdentity A =
      new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a"));

  private final MemoryWriter writer = new MemoryWriter();
  private final Fence fence = new Fence(writer, new Stripes(), InstantSource.system());

  private static FlowRecord<EmbeddedDocument> content(long version) {
    return record(
        version, new Outcome.Content<>(new EmbeddedDocument(Metadata.NONE, List.of(), List.of())));
  }

  private static FlowRecord<EmbeddedDocument> record(
      long version, Outcome<EmbeddedDocument> outcome) {
    return new FlowRecord<>(
        new Origin(A, new Version(new Position("documents", 0, version), Instant.EPOCH), List.of()),
        outcome);
  }

  private static Position fast(long offset) {
    return new Position("embedded.g", 0, offset);
  }

  private static Position slow(long offset) {
    return new Position("embedded.g.slow", 0, offset);
  }

  @Test
  void slowOlderVersion_afterAQuickNewerOne_changesNothing() {
    assertThat(fence.apply(content(5), fast(10)).state()).isEqualTo(DocumentState.INDEXED);
    assertThat(fence.apply(content(4), slow(0)).state()).isEqualTo(DocumentState.SUPERSEDED);
    assertThat(writer.heads().get(A).version()).isEqualTo(content(5).origin().version());
  }

  @Test
  void slowOlderVersion_afterADeletion_doesNotComeBack() {
    fence.apply(record(5, new Outcome.Deleted<>()), fast(10));
    assertThat(fence.apply(content(4), slow(0)).state()).isEqualTo(DocumentState.SUPERSEDED);
    assertThat(writer.heads().get(A).deleted()).isTrue();
  }

  @Test
  void recordReadOnceMore_finishesWhatAKillLeftUndone() {
    fence.apply(content(5), fast(10));
    fence.apply(content(5), fast(10));
    fence.apply(record(6, new Outcome.Deleted<>()), fast(11));
    fence.apply(record(6, new Outcome.Deleted<>()), fast(11));
    assertThat(writer.calls).contains("again a 10", "again a 11");
  }

  @Test
  void versionThatWasOvertakenAfterItStood_isToldAfterWhatItStoodOver() {
    fence.apply(content(5), fast(10));
    writer.overs.put(content(4).origin().version(), fast(3));
    assertThat(fence.apply(content(4), slow(0)).after()).contains(fast(3));
    assertThat(fence.apply(content(3), slow(1)).after()).isEmpty();
  }

  /** A newer version comes while the older one is written ahead: what was written is forgotten. */
  @Test
  void newerVersion_whileAnOlderIsPrepared_wins() {
    writer.preparing =
        () -> {
          writer.preparing = () -> {};
          fence.apply(content(5), fast(10));
        };
    assertThat(fence.apply(content(4), slow(0)).state()).isEqualTo(DocumentState.SUPERSEDED);
    assertThat(writer.heads().get(A).version()).isEqualTo(content(5).origin().version());
    assertThat(writer.calls).contains("discard a 0");
  }

  @Test
  void versionOverOneOfTheOtherLane_saysSo_alsoWhenItIsReplayed() {
    assertThat(fence.apply(content(3), fast(9)).after()).isEmpty();
    assertThat(fence.apply(content(4), slow(7)).after()).contains(fast(9));
    assertThat(fence.apply(content(5), fast(10)).after()).contains(slow(7));
    assertThat(fence.apply(content(5), fast(10)).after()).contains(slow(7));
    assertThat(fence.apply(content(6), fast(11)).after()).contains(slow(7));
  }

  @Test
  void versionThatStands_toBeMended_isWrittenAnew_andToldAsItWas() {
    fence.apply(content(5), fast(10));
    Applied mended = fence.mend(content(5), slow(0));
    assertThat(mended.state()).isEqualTo(DocumentState.INDEXED);
    assertThat(mended.replay()).isTrue();
    assertThat(writer.calls)
        .endsWith("orphans a", "mend a " + content(5).origin().version(), "again a 0", "skip 0");
    assertThat(writer.heads().get(A).since()).isEqualTo(10);
  }

  @Test
  void versionThatDoesNotStand_toBeMended_comesAsAnyOther() {
    assertThat(fence.mend(content(5), slow(0)).state()).isEqualTo(DocumentState.INDEXED);
    fence.apply(content(6), fast(11));
    assertThat(fence.mend(content(5), slow(1)).state()).isEqualTo(DocumentState.SUPERSEDED);
    fence.apply(record(7, new Outcome.Deleted<>()), fast(12));
    assertThat(fence.mend(content(6), slow(2)).state()).isEqualTo(DocumentState.SUPERSEDED);
    assertThat(fence.mend(record(7, new Outcome.Deleted<>()), slow(3)).state())
        .isEqualTo(DocumentState.DELETED);
    assertThat(writer.calls).noneMatch(call -> call.startsWith("mend"));
    assertThat(writer.heads().get(A).deleted()).isTrue();
  }

  @Test
  void manyVersionsFromTwoThreads_leaveTheNewest() throws Exception {
    var barrier = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 500; round++) {
        long newest = 2L * round + 1;
        int offset = round;
        Future<?> older =
            threads.submit(
                () -> {
                  barrier.await();
                  return fence.apply(content(newest - 1), slow(offset));
                });
        Future<?> newer =
            threads.submit(
                () -> {
                  barrier.await();
                  return fence.apply(content(newest), fast(offset));
                });
        older.get();
        newer.get();
        assertThat(Optional.of(writer.heads().get(A)).map(Head::version))
            .contains(content(newest).origin().version());
      }
    }
  }
}

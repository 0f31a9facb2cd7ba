package dev.freshet.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.CatalogueEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatermarksTest {
  private static final LogPartition FAST = new LogPartition("embedded.g", 0);
  private static final LogPartition SLOW = new LogPartition("embedded.g.slow", 0);
  private static final LogPartition DOCUMENTS = new LogPartition("documents", 0);

  private final Map<DocumentIdentity, CatalogueEntry> catalogue = new HashMap<>();
  private final Watermarks watermarks =
      new Watermarks(
          identity -> Optional.ofNullable(catalogue.get(identity)),
          new History(java.time.Duration.ofMinutes(1)));

  private void told(String id, long version, DocumentState state, Position input) {
    told(id, version, state, input, Optional.empty());
  }

  private void told(
      String id, long version, DocumentState state, Position input, Optional<Position> after) {
    IndexEvent event = Events.told(id, DOCUMENTS.at(version), Instant.EPOCH, state, input, after);
    DocumentIdentity identity = event.origin().identity();
    catalogue.merge(
        identity, CatalogueEntry.of(identity).after(event), (entry, _) -> entry.after(event));
    watermarks.observe(event);
    watermarks.publish();
  }

  private boolean has(long offset) {
    return watermarks.state().has(DOCUMENTS.at(offset));
  }

  @Test
  void deferred_letsTheWatermarkGoOn_andIsWaitedForAlone() {
    told("a", 4, DocumentState.DEFERRED, FAST.at(10));
    told("b", 5, DocumentState.INDEXED, FAST.at(11));
    assertThat(watermarks.state().mark(DOCUMENTS)).isEqualTo(5);
    assertThat(has(4)).isFalse();
    assertThat(has(5)).isTrue();
    assertThat(has(3)).isTrue();
    told("a", 4, DocumentState.INDEXED, SLOW.at(0));
    assertThat(has(4)).isTrue();
    assertThat(watermarks.state().mark(DOCUMENTS)).isEqualTo(5);
  }

  @Test
  void deferred_endsWithDeath_deletion_orANewerVersion() {
    told("a", 4, DocumentState.DEFERRED, FAST.at(10));
    told("b", 5, DocumentState.DEFERRED, FAST.at(11));
    told("c", 6, DocumentState.DEFERRED, FAST.at(12));
    told("a", 4, DocumentState.DEAD, SLOW.at(0));
    told("b", 7, DocumentState.DELETED, FAST.at(13));
    told("c", 8, DocumentState.INDEXED, FAST.at(14));
    assertThat(List.of(has(4), has(5), has(6))).containsOnly(true);
  }

  @Test
  void deferred_staysOpen_whileALaterVersionDied() {
    told("a", 4, DocumentState.DEFERRED, FAST.at(10));
    told("a", 5, DocumentState.DEAD, FAST.at(11));
    assertThat(has(4)).isFalse();
    assertThat(has(5)).isTrue();
  }

  @Test
  void slowLaneThatIsFasterThanTheLine_leavesTheWatermarkBehind_andNothingOpen() {
    told("z", 1, DocumentState.INDEXED, FAST.at(1));
    told("a", 4, DocumentState.INDEXED, SLOW.at(0));
    assertThat(watermarks.state().mark(DOCUMENTS)).isEqualTo(1);
    told("a", 4, DocumentState.DEFERRED, FAST.at(10));
    assertThat(has(4)).isTrue();
    told("b", 5, DocumentState.DEAD, SLOW.at(1));
    told("b", 5, DocumentState.DEFERRED, FAST.at(11));
    assertThat(has(5)).isTrue();
  }

  @Test
  void versionLeftOutForANewerOne_isWaitedForUntilThatIsTold() {
    told("a", 4, DocumentState.SUPERSEDED, FAST.at(10));
    assertThat(has(4)).isFalse();
    told("a", 6, DocumentState.INDEXED, FAST.at(12));
    assertThat(has(4)).isTrue();
    told("a", 5, DocumentState.SUPERSEDED, FAST.at(13));
    assertThat(has(5)).isTrue();
    told("a", 7, DocumentState.SUPERSEDED, FAST.at(14));
    told("a", 8, DocumentState.DEAD, FAST.at(15));
    assertThat(has(7)).isTrue();
  }

  @Test
  void steppedAside_comesInItsOwnLane_behindNewerPositions() {
    told("a", 4, DocumentState.DEFERRED, FAST.at(10));
    told("b", 5, DocumentState.INDEXED, FAST.at(11));
    assertThat(watermarks.state().mark(DOCUMENTS)).isEqualTo(5);
    assertThat(watermarks.state().has(DOCUMENTS.at(4))).isFalse();
    assertThat(watermarks.state().late(DOCUMENTS)).isOne();
    told("a", 4, DocumentState.INDEXED, FAST.at(12));
    assertThat(watermarks.state().mark(DOCUMENTS)).isEqualTo(5);
    assertThat(watermarks.state().has(DOCUMENTS.at(4))).isTrue();
    assertThat(watermarks.state().late(DOCUMENTS)).isZero();
  }

  @Test
  void steppedAside_andThenLeftOut_endsWithTheDeathOfTheNewerOne() {
    told("a", 4, DocumentState.DEFERRED, FAST.at(10));
    told("a", 4, DocumentState.SUPERSEDED, FAST.at(11));
    assertThat(watermarks.state().has(DOCUMENTS.at(4))).isFalse();
    told("a", 5, DocumentState.DEAD, FAST.at(12));
    assertThat(watermarks.state().has(DOCUMENTS.at(4))).isTrue();
  }

  @Test
  void openPositions_areBounded_theOldestFirstForgotten() {
    for (int i = 0; i <= Watermarks.MAX_LATER; i++) {
      told("d" + i, i, DocumentState.DEFERRED, FAST.at(i));
    }
    assertThat(has(0)).isTrue();
    assertThat(has(1)).isFalse();
    assertThat(watermarks.state().later()).hasSize(Watermarks.MAX_LATER);
  }

  /**
   * Version 4 came by the slow lane at slow 0 and ended what was before; version 5 ended version 4
   * at fast 10. Whoever read as of fast 10 without slow 0 would see version 5 and the first.
   */
  @Test
  void eventOverAnotherLanes_countsAfterIt_withThoseBehindIt() {
    told("a", 3, DocumentState.INDEXED, FAST.at(9));
    told("a", 5, DocumentState.INDEXED, FAST.at(10), Optional.of(SLOW.at(0)));
    told("b", 6, DocumentState.INDEXED, FAST.at(11));
    assertThat(watermarks.state().point().offset(FAST)).isEqualTo(9);
    assertThat(has(5)).isFalse();
    told("a", 4, DocumentState.INDEXED, SLOW.at(0), Optional.of(FAST.at(9)));
    assertThat(watermarks.state().point().offset(FAST)).isEqualTo(11);
    assertThat(watermarks.state().point().offset(SLOW)).isZero();
    assertThat(has(6)).isTrue();
  }

  /** Of two generations: neither a lower mark nor a position that is only here still to come. */
  @Test
  void generationThatShowsLess_isToldFromOneThatShowsAsMuch() {
    told("a", 4, DocumentState.INDEXED, FAST.at(10));
    told("b", 5, DocumentState.INDEXED, FAST.at(11));
    Watermarks.State former = watermarks.state();

    var next = new WatermarksTest();
    next.told("a", 4, DocumentState.DEFERRED, FAST.at(0));
    assertThat(next.watermarks.state().shows(former)).as("behind").isFalse();
    next.told("b", 5, DocumentState.INDEXED, FAST.at(1));
    assertThat(next.watermarks.state().shows(former)).as("one still to come").isFalse();
    assertThat(former.shows(next.watermarks.state())).isTrue();
    next.told("a", 4, DocumentState.INDEXED, SLOW.at(0));
    next.told("c", 6, DocumentState.DEFERRED, FAST.at(2));
    assertThat(next.watermarks.state().shows(former)).as("what is newer may come").isTrue();
  }
}

package dev.freshet.common.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreWordsTest {
  private static final DocumentIdentity ID =
      new DocumentIdentity("docs", Tenant.DEFAULT, new DocumentId("a"));
  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
  private static final Metadata METADATA =
      new Metadata(
          "T",
          "",
          "text/html",
          "",
          Optional.of(NOON),
          Optional.empty(),
          List.of(),
          Map.of("n", "10", "w", "word"),
          "",
          Optional.empty(),
          Optional.empty(),
          0);

  private static boolean matches(Filter filter) {
    return filter.matches(ID, METADATA);
  }

  private static IndexEvent event(long offset, DocumentState state) {
    return new IndexEvent(
        new Origin(ID, new Version(new Position("docs", 0, offset), NOON), List.of()),
        state,
        new Position("in", 0, offset),
        Metadata.NONE,
        0,
        0,
        0,
        state == DocumentState.DEAD
            ? Optional.of(new Failure(Stage.PARSE, Reason.CORRUPT, "x"))
            : Optional.empty());
  }

  /** A replay of the fast lane tells again that a version was deferred, or finds that it dies. */
  @Test
  void entry_whoseVersionHasEnded_isNeitherDeferredNorDeadAfterwards() {
    CatalogueEntry indexed =
        CatalogueEntry.of(ID)
            .after(event(4, DocumentState.DEFERRED))
            .after(event(4, DocumentState.INDEXED));
    assertThat(indexed.after(event(4, DocumentState.DEFERRED))).isEqualTo(indexed);
    assertThat(indexed.after(event(4, DocumentState.DEAD))).isEqualTo(indexed);
    CatalogueEntry dead = indexed.after(event(5, DocumentState.DEAD));
    assertThat(dead.state()).isEqualTo(DocumentState.DEAD);
    assertThat(dead.after(event(5, DocumentState.DEFERRED))).isEqualTo(dead);
    assertThat(dead.after(event(6, DocumentState.DEFERRED)).state())
        .isEqualTo(DocumentState.DEFERRED);
  }

  @Test
  void filter_ofNothing_passesForAllAndNotForAny() {
    assertThat(matches(Filter.EVERYTHING)).isTrue();
    assertThat(matches(new Filter.Any(List.of()))).isFalse();
    assertThat(matches(new Filter.Not(Filter.EVERYTHING))).isFalse();
  }

  @Test
  void filter_ofAMissingField_equalsNothingAndIsInNoRange() {
    assertThat(matches(new Filter.In("author", List.of("", "x")))).isFalse();
    assertThat(matches(new Filter.Exists("author"))).isFalse();
    assertThat(matches(new Filter.TimeRange("expiresAt", Optional.empty(), Optional.empty())))
        .isFalse();
    assertThat(matches(new Filter.In("meta.w", List.of("word")))).isTrue();
  }

  @Test
  void range_ofTimeIsHalfOpen_ofNumbersClosed() {
    assertThat(matches(new Filter.TimeRange("publishedAt", Optional.of(NOON), Optional.empty())))
        .isTrue();
    assertThat(matches(new Filter.TimeRange("publishedAt", Optional.empty(), Optional.of(NOON))))
        .isFalse();
    assertThat(matches(new Filter.NumberRange("meta.n", 9.5, 10))).isTrue();
    assertThat(matches(new Filter.NumberRange("meta.w", -1e9, 1e9))).isFalse();
  }

  @Test
  void filter_ofAnUnknownField_isRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Filter.In("nme", List.of()))
        .withMessageStartingWith("field \"nme\" is unknown: use meta.<name>, one of [author,");
  }

  @Test
  void access_keepsTenantsApart_andHonoursTheList() {
    Access ann = new Access(Tenant.DEFAULT, Set.of("user:ann"));
    assertThat(ann.permits(document(Tenant.DEFAULT), List.of())).isTrue();
    assertThat(ann.permits(document(Tenant.DEFAULT), List.of("user:bob"))).isFalse();
    assertThat(ann.permits(document(Tenant.DEFAULT), List.of("user:bob", "user:ann"))).isTrue();
    assertThat(ann.permits(document(new Tenant("other")), List.of())).isFalse();
    Access less = ann.withholding(Set.of(document(Tenant.DEFAULT)));
    assertThat(less.permits(document(Tenant.DEFAULT), List.of())).isFalse();
  }

  private static DocumentIdentity document(Tenant tenant) {
    return new DocumentIdentity("documents", tenant, new DocumentId("a"));
  }

  @Test
  void readPoint_movesOnAndNeverBack() {
    Position five = new Position("in", 0, 5);
    ReadPoint point = ReadPoint.START.advancedTo(five);
    assertThat(point.offset(five.log())).isEqualTo(5);
    assertThat(point.advancedTo(new Position("in", 0, 3))).isEqualTo(point);
    assertThat(point.covers(ReadPoint.START)).isTrue();
    assertThat(ReadPoint.START.covers(point)).isFalse();
  }

  @Test
  void entry_afterTheSameEventsAgain_isTheSame() {
    List<IndexEvent> events =
        List.of(
            event(1, DocumentState.INDEXED),
            event(2, DocumentState.DEFERRED),
            event(3, DocumentState.SUPERSEDED),
            event(2, DocumentState.INDEXED),
            event(4, DocumentState.DEAD));
    CatalogueEntry once = CatalogueEntry.of(ID);
    for (IndexEvent event : events) {
      once = once.after(event);
      assertThat(once.after(event)).isEqualTo(once);
    }
    CatalogueEntry twice = once;
    for (IndexEvent event : events) {
      twice = twice.after(event);
    }
    assertThat(twice).isEqualTo(once);
    assertThat(once.state()).isEqualTo(DocumentState.DEAD);
    assertThat(once.standing()).contains(events.get(3));
  }

  @Test
  void entry_afterAnOlderEvent_isUnchanged() {
    CatalogueEntry entry = CatalogueEntry.of(ID).after(event(5, DocumentState.DELETED));
    assertThat(entry.after(event(4, DocumentState.INDEXED))).isEqualTo(entry);
    assertThat(entry.after(event(4, DocumentState.DEAD))).isEqualTo(entry);
  }
}

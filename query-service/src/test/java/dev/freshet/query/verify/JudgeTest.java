package dev.freshet.query.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.common.store.StoredDocument;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is a difference, and what only looks like one. */
class JudgeTest {
  private static final DocumentIdentity A =
      new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a"));
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

  private Optional<StoredDocument> held = Optional.empty();
  private CatalogueEntry entry = CatalogueEntry.of(A);

  private final Judge judge =
      new Judge(
          _ -> Optional.of(entry).filter(e -> e.standing().isPresent() || e.pending().isPresent()),
          new StoreInspection() {
            @Override
            public Page documents(Optional<String> cursor, int limit) {
              return new Page(List.of(A), Optional.empty());
            }

            @Override
            public Optional<Head> head(DocumentIdentity identity) {
              return held.flatMap(StoredDocument::head);
            }

            @Override
            public Optional<StoredDocument> document(DocumentIdentity identity) {
              return held;
            }
          },
          InstantSource.fixed(NOW));

  private static Version version(long offset) {
    return new Version(new Position("documents", 0, offset), NOW.minusSeconds(100 - offset));
  }

  private void told(long offset, DocumentState state) {
    entry =
        entry.after(
            new IndexEvent(
                new Origin(A, version(offset), List.of()),
                state,
                new Position("embedded.g", 0, offset),
                Metadata.NONE,
                0,
                0,
                0,
                state == DocumentState.DEAD
                    ? Optional.of(new Failure(Stage.PARSE, Reason.CORRUPT, "it is broken"))
                    : Optional.empty()));
  }

  private static EmbeddedDocument content(Metadata metadata, String... texts) {
    var passages =
        java.util.stream.IntStream.range(0, texts.length)
            .mapToObj(
                i ->
                    new EmbeddedPassage(
                        new Passage("id", i, List.of(), Optional.empty(), texts[i], 1),
                        Vector.of(1, i),
                        false))
            .toList();
    return new EmbeddedDocument(metadata, passages, List.of());
  }

  private void holds(long offset, EmbeddedDocument document) {
    held =
        Optional.of(
            new StoredDocument(
                Optional.of(new Head(version(offset), false, offset, document.passages().size())),
                document.passages().stream()
                    .map(p -> new StoredDocument.Stored(version(offset), document.metadata(), p))
                    .toList(),
                List.of()));
  }

  private void holdsTombstone(long offset) {
    held =
        Optional.of(
            new StoredDocument(
                Optional.of(new Head(version(offset), true, offset, 0)), List.of(), List.of()));
  }

  private Optional<Kind> source(long offset) {
    return look(Place.SOURCE, offset, false, Optional.empty());
  }

  private Optional<Kind> embedded(long offset, EmbeddedDocument content) {
    return look(Place.EMBEDDED, offset, false, Optional.of(content));
  }

  private Optional<Kind> look(
      Place place, long offset, boolean deletes, Optional<EmbeddedDocument> content) {
    var at = Optional.of(new Position("t", 0, offset));
    return judge
        .look(new Statement(place, at, A, version(offset), deletes), content)
        .map(Difference::kind);
  }

  @Test
  void stands_asItIsTold_isWell() {
    holds(3, content(Metadata.NONE, "one", "two"));
    told(3, DocumentState.INDEXED);
    assertThat(embedded(3, content(Metadata.NONE, "one", "two"))).isEmpty();
    assertThat(source(3)).isEmpty();
    assertThat(source(2)).isEmpty();
    assertThat(judge.lookAtStore(A)).isEmpty();
  }

  @Test
  void nothingIsKnownOfIt_isMissing() {
    assertThat(source(3)).contains(Kind.MISSING);
    told(3, DocumentState.INDEXED);
    assertThat(source(3)).contains(Kind.MISSING);
  }

  @Test
  void died_orWasDeferred_isWell_alsoOverAnOlderOneThatStands() {
    told(3, DocumentState.DEAD);
    assertThat(source(3)).isEmpty();
    holds(2, content(Metadata.NONE, "old"));
    entry = CatalogueEntry.of(A);
    told(2, DocumentState.INDEXED);
    told(4, DocumentState.DEFERRED);
    assertThat(source(4)).isEmpty();
  }

  @Test
  void deleted_isWell_alsoOnceTheTombstoneIsForgotten() {
    told(3, DocumentState.DELETED);
    holdsTombstone(3);
    assertThat(look(Place.SOURCE, 3, true, Optional.empty())).isEmpty();
    held = Optional.empty();
    assertThat(look(Place.SOURCE, 3, true, Optional.empty())).isEmpty();
    assertThat(embedded(2, content(Metadata.NONE, "one"))).isEmpty();
    assertThat(embedded(4, content(Metadata.NONE, "later"))).contains(Kind.MISSING);
  }

  @Test
  void expired_isWell() {
    Metadata metadata =
        new Metadata(
            "",
            "",
            "",
            "",
            Optional.empty(),
            Optional.of(NOW.minusSeconds(1)),
            List.of(),
            Map.of(),
            "",
            Optional.empty(),
            Optional.empty(),
            0);
    assertThat(embedded(3, content(metadata, "one"))).isEmpty();
    holdsTombstone(3);
    told(3, DocumentState.DELETED);
    assertThat(embedded(3, content(metadata, "one"))).isEmpty();
    assertThat(source(3)).isEmpty();
  }

  @Test
  void olderVersionStands_isStale_unlessANewerOneIsTold() {
    holds(2, content(Metadata.NONE, "old"));
    told(2, DocumentState.INDEXED);
    assertThat(source(3)).contains(Kind.STALE);
    assertThat(look(Place.EMBEDDED, 3, true, Optional.empty())).contains(Kind.STALE);
    told(5, DocumentState.DELETED);
    // To send version 3 again would bring it back; version 5 is a statement of its own.
    assertThat(source(3)).isEmpty();
    assertThat(look(Place.EVENTS, 5, true, Optional.empty())).contains(Kind.STALE);
  }

  @Test
  void catalogueDoesNotKnow_isALostEvent() {
    holds(3, content(Metadata.NONE, "one"));
    assertThat(embedded(3, content(Metadata.NONE, "one"))).contains(Kind.EVENT);
    assertThat(judge.lookAtStore(A).map(s -> s.difference().kind())).contains(Kind.EVENT);
    told(2, DocumentState.INDEXED);
    assertThat(source(3)).contains(Kind.EVENT);
    held = Optional.empty();
    assertThat(look(Place.EVENTS, 3, true, Optional.empty())).contains(Kind.EVENT);
  }

  @Test
  void contentDiffers_isToldByKind() {
    holds(3, content(Metadata.NONE, "one", "two"));
    told(3, DocumentState.INDEXED);
    assertThat(embedded(3, content(Metadata.NONE, "one"))).contains(Kind.PASSAGES);
    assertThat(embedded(3, content(Metadata.NONE, "one", "other"))).contains(Kind.TEXT);
    assertThat(embedded(3, content(Metadata.NONE.withTitle("x"), "one", "two")))
        .contains(Kind.METADATA);
    var turned =
        content(Metadata.NONE, "one", "two").passages().stream()
            .map(p -> new EmbeddedPassage(p.passage(), Vector.of(0, 1), false))
            .toList();
    assertThat(embedded(3, new EmbeddedDocument(Metadata.NONE, turned, List.of())))
        .contains(Kind.VECTOR);
    var longer =
        turned.stream()
            .map(p -> new EmbeddedPassage(p.passage(), Vector.of(0, 1, 0), false))
            .toList();
    assertThat(embedded(3, new EmbeddedDocument(Metadata.NONE, longer, List.of())))
        .contains(Kind.DIMENSION);
  }

  @Test
  void orphans_areToldOfTheStoreAlone() {
    var stray =
        new StoredDocument.Stored(
            version(1), Metadata.NONE, content(Metadata.NONE, "x").passages().getFirst());
    held = Optional.of(new StoredDocument(Optional.empty(), List.of(), List.of(stray)));
    assertThat(judge.lookAtStore(A).map(s -> s.difference().kind())).contains(Kind.ORPHAN);
    assertThat(judge.lookAtStore(A).map(s -> s.statement().version())).contains(version(1));
  }
}

package dev.freshet.query.verify;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.common.store.StoredDocument;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks at what catalogue and store say of one document. It asks both anew each time and keeps
 * nothing.
 */
final class Judge {
  private final Function<DocumentIdentity, Optional<CatalogueEntry>> catalogue;
  private final StoreInspection store;
  private final InstantSource clock;

  Judge(
      Function<DocumentIdentity, Optional<CatalogueEntry>> catalogue,
      StoreInspection store,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.store = store;
    this.clock = clock;
  }

  /** What is known of a document. */
  private record Known(Optional<Head> head, Optional<CatalogueEntry> entry) {
    Optional<IndexEvent> standing() {
      return entry.flatMap(CatalogueEntry::standing);
    }

    Difference differs(Kind kind, String detail) {
      return new Difference(
          kind, detail, head.map(Head::version), standing().map(e -> e.origin().version()));
    }

    /** Whether the catalogue does not know that this version stood. */
    boolean untold(Version version) {
      return standing().map(e -> version.supersedes(e.origin().version())).orElse(true);
    }

    /** Whether a version is given up, or comes later, and that was told. */
    boolean pending(Version version) {
      return entry
          .flatMap(CatalogueEntry::pending)
          .map(e -> e.origin().version())
          .filter(told -> told.equals(version) || told.supersedes(version))
          .isPresent();
    }
  }

  /** What is wrong with what the store holds of a document, as a statement of the store's. */
  Optional<Suspect> lookAtStore(DocumentIdentity identity) {
    Optional<StoredDocument> held = store.document(identity);
    return held.flatMap(stored -> stored(stored, identity))
        .map(
            difference ->
                new Suspect(
                    new Statement(
                        Place.STORE,
                        Optional.empty(),
                        identity,
                        version(held.get(), difference),
                        false),
                    difference));
  }

  private static Version version(StoredDocument stored, Difference difference) {
    return difference.kind() == Kind.ORPHAN
        ? stored.orphans().getFirst().version()
        : stored.head().orElseThrow().version();
  }

  /**
   * Whether the version that is stated, or a newer one, has come to what it should.
   *
   * @param content what the version consists of, where that is at hand
   */
  Optional<Difference> look(Statement statement, Optional<EmbeddedDocument> content) {
    DocumentIdentity identity = statement.identity();
    if (statement.place() == Place.STORE) {
      return store.document(identity).flatMap(stored -> stored(stored, identity));
    }
    Version version = statement.version();
    // The store is asked first: what it shows is told soon after, never before.
    Optional<Head> head = store.head(identity);
    Known known = new Known(head, catalogue.apply(identity));
    if (known.pending(version) || head.filter(h -> h.version().supersedes(version)).isPresent()) {
      return Optional.empty();
    }
    if (head.filter(h -> h.version().equals(version)).isPresent()) {
      return known.untold(version)
          ? Optional.of(untold(known, version))
          : content
              .filter(c -> !c.metadata().expiredBy(clock.instant()))
              .flatMap(c -> compared(identity, known, head.get(), c));
    }
    if (statement.place() == Place.EVENTS && known.untold(version)) {
      return Optional.of(
          known.differs(
              Kind.EVENT, "index-events tells version " + version + ", the catalogue does not"));
    }
    return notThere(statement, known, content);
  }

  private Optional<Difference> notThere(
      Statement statement, Known known, Optional<EmbeddedDocument> content) {
    Optional<Head> head = known.head();
    Optional<IndexEvent> standing = known.standing();
    // A newer version is a statement of its own; this one must not come back before it.
    boolean overtaken =
        standing.filter(e -> e.origin().version().supersedes(statement.version())).isPresent();
    boolean gone =
        statement.deletes()
            || standing
                .filter(e -> e.state() == DocumentState.DELETED)
                .filter(e -> e.origin().version().equals(statement.version()))
                .isPresent();
    boolean expired = content.filter(c -> c.metadata().expiredBy(clock.instant())).isPresent();
    if (overtaken || expired || (gone && head.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        head.map(
                h ->
                    known.differs(
                        Kind.STALE,
                        "version " + h.version() + " stands, " + statement.version() + " came out"))
            .orElseGet(
                () ->
                    known.differs(
                        Kind.MISSING,
                        "version "
                            + statement.version()
                            + " came out, and the store has nothing")));
  }

  private static Difference untold(Known known, Version version) {
    return known.differs(
        Kind.EVENT, "the store holds version " + version + ", the catalogue does not know it");
  }

  private Optional<Difference> compared(
      DocumentIdentity identity, Known known, Head head, EmbeddedDocument content) {
    if (head.deleted()) {
      return content.metadata().expiresAt().isPresent()
          ? Optional.empty()
          : Optional.of(known.differs(Kind.MISSING, "the store holds a tombstone of the version"));
    }
    return store
        .document(identity)
        // Else another version stands by now.
        .filter(stored -> stored.head().equals(Optional.of(head)))
        .flatMap(stored -> Comparison.of(head, stored, content))
        .map(found -> known.differs(found.kind(), found.detail()));
  }

  /** What the store alone shows to be wrong, or what it holds and the catalogue does not know. */
  private Optional<Difference> stored(StoredDocument stored, DocumentIdentity identity) {
    Known known = new Known(stored.head(), catalogue.apply(identity));
    if (!stored.orphans().isEmpty()) {
      return Optional.of(
          known.differs(
              Kind.ORPHAN,
              stored.orphans().size()
                  + " passages of version "
                  + stored.orphans().getFirst().version()
                  + " have no head"));
    }
    Head head = stored.head().orElseThrow();
    if (known.untold(head.version())) {
      return Optional.of(untold(known, head.version()));
    }
    return head.passages() == stored.passages().size()
        ? Optional.empty()
        : Optional.of(known.differs(Kind.PASSAGES, Comparison.counted(head, stored)));
  }
}

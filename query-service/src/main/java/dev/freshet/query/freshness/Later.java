package dev.freshet.query.freshness;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.CatalogueEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Positions that the watermark has passed although nothing of theirs is retrievable yet: documents
 * that went to the slow lane, and versions left out for a newer one that is still on its way. Each
 * ends when it, or a newer version, is told. Past a limit the oldest documents are forgotten: then
 * a token that names them is held to be met. Used by one thread.
 */
final class Later {
  private final int limit;
  private final Map<DocumentIdentity, List<Open>> open = new LinkedHashMap<>();
  private int size;

  private record Open(Version version, DocumentState state) {
    /** Whether an event of the same document says what became of this. */
    boolean isEndedBy(IndexEvent event) {
      Version told = event.origin().version();
      boolean newer = told.supersedes(version);
      return switch (event.state()) {
        case INDEXED, DELETED -> newer || told.equals(version);
        // What a version was left out for has died itself: nothing more comes of either.
        case DEAD -> told.equals(version) || (newer && state == DocumentState.SUPERSEDED);
        case DEFERRED, SUPERSEDED -> false;
      };
    }
  }

  /**
   * @param limit the most positions kept
   */
  Later(int limit) {
    this.limit = limit;
  }

  /**
   * Takes an event in.
   *
   * @param entry what the catalogue tells of its document
   * @return whether {@link #positions} changed
   */
  boolean observe(IndexEvent event, Supplier<Optional<CatalogueEntry>> entry) {
    return switch (event.state()) {
      case DEFERRED, SUPERSEDED -> !isOver(event, entry.get()) && begin(event);
      case INDEXED, DELETED, DEAD -> end(event);
    };
  }

  /** Events of two lanes come in any order: its end may have been told before it. */
  private static boolean isOver(IndexEvent event, Optional<CatalogueEntry> entry) {
    Version version = event.origin().version();
    boolean stands =
        entry
            .flatMap(CatalogueEntry::standing)
            .map(told -> told.origin().version())
            .filter(told -> told.equals(version) || told.supersedes(version))
            .isPresent();
    boolean died =
        entry
            .flatMap(CatalogueEntry::pending)
            .filter(told -> told.state() == DocumentState.DEAD)
            .filter(told -> told.origin().version().equals(version))
            .isPresent();
    return stands || died;
  }

  private boolean begin(IndexEvent event) {
    Open one = new Open(event.origin().version(), event.state());
    List<Open> ofDocument = open.computeIfAbsent(event.origin().identity(), _ -> new ArrayList<>());
    if (ofDocument.contains(one)) {
      return false;
    }
    // What stepped aside may come out as left out.
    if (ofDocument.removeIf(other -> other.version().equals(one.version()))) {
      size--;
    }
    ofDocument.add(one);
    size++;
    while (size > limit) {
      Iterator<List<Open>> oldest = open.values().iterator();
      size -= oldest.next().size();
      oldest.remove();
    }
    return true;
  }

  private boolean end(IndexEvent event) {
    List<Open> ofDocument = open.get(event.origin().identity());
    if (ofDocument == null) {
      return false;
    }
    int before = ofDocument.size();
    ofDocument.removeIf(one -> one.isEndedBy(event));
    size -= before - ofDocument.size();
    if (ofDocument.isEmpty()) {
      open.remove(event.origin().identity());
    }
    return ofDocument.size() < before;
  }

  /** All of them, the oldest document first. */
  List<Checkpoint.Waiting> waiting() {
    return open.entrySet().stream()
        .flatMap(
            ofDocument ->
                ofDocument.getValue().stream()
                    .map(
                        one ->
                            new Checkpoint.Waiting(
                                ofDocument.getKey(), one.version(), one.state())))
        .toList();
  }

  /** Begins with what another one held, which holds nothing yet itself. */
  void restore(List<Checkpoint.Waiting> waiting) {
    waiting.forEach(
        one ->
            open.computeIfAbsent(one.document(), _ -> new ArrayList<>())
                .add(new Open(one.version(), one.state())));
    size = waiting.size();
  }

  /** The positions, copied. */
  Set<Position> positions() {
    Set<Position> positions = new HashSet<>();
    open.values().forEach(all -> all.forEach(one -> positions.add(one.version().position())));
    return Set.copyOf(positions);
  }
}

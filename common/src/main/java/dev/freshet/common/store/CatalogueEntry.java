package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Sketch;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is told about a document: the version that stands, and a newer one that does not.
 *
 * @param identity which document
 * @param standing the event of the newest version that was indexed or deleted
 * @param pending the event of a newer version that died or was deferred
 */
public record CatalogueEntry(
    DocumentIdentity identity, Optional<IndexEvent> standing, Optional<IndexEvent> pending) {

  /** A document of which nothing is told yet. */
  public static CatalogueEntry of(DocumentIdentity identity) {
    return new CatalogueEntry(identity, Optional.empty(), Optional.empty());
  }

  /**
   * @throws IllegalArgumentException when nothing is told once something must be, is checked by
   *     {@link #state}
   */
  public DocumentState state() {
    return pending
        .or(() -> standing)
        .map(IndexEvent::state)
        .orElseThrow(() -> new IllegalStateException("nothing is told of " + identity));
  }

  /** What was told last: the pending event, else the standing one. */
  public IndexEvent latest() {
    return pending
        .or(() -> standing)
        .orElseThrow(() -> new IllegalStateException("nothing is told of " + identity));
  }

  /** When the latest event's document came out at the end, in microseconds since the epoch. */
  public long toldMicros() {
    return latest().origin().doneMicros();
  }

  /** For which signals the version that readers are given was flagged. */
  public Set<Signal.Kind> flagged() {
    Set<Signal.Kind> kinds = EnumSet.noneOf(Signal.Kind.class);
    standing.stream()
        .flatMap(event -> event.signals().stream())
        .filter(Signal::flagged)
        .forEach(signal -> kinds.add(signal.kind()));
    return kinds;
  }

  /** The sketch of the version that readers are given; empty where none stands, or it has none. */
  public Optional<Sketch> sketch() {
    return standing.flatMap(IndexEvent::sketch);
  }

  /**
   * Whether the caller may be told of it: it is not withheld, and both versions' access lists
   * permit it.
   */
  public boolean visibleTo(Access access) {
    return Stream.concat(standing.stream(), pending.stream())
        .allMatch(event -> access.permits(identity, event.metadata().acl()));
  }

  /**
   * This entry, after an event. An event of an older version than is told changes nothing, nor does
   * a superseded one; nor does it that a version was deferred, or died on a second reading, after
   * the same version was told to have ended. So the same events give the same entry however often
   * they come, as long as each lane keeps their order.
   */
  public CatalogueEntry after(IndexEvent event) {
    if (event.state() == DocumentState.SUPERSEDED || !newerOrSame(event, standing)) {
      return this;
    }
    return switch (event.state()) {
      case INDEXED, DELETED ->
          new CatalogueEntry(
              identity,
              Optional.of(event),
              pending.filter(p -> p.origin().version().supersedes(event.origin().version())));
      case DEAD ->
          newer(event, standing) && newerOrSame(event, pending)
              ? new CatalogueEntry(identity, standing, Optional.of(event))
              : this;
      case DEFERRED ->
          newer(event, standing) && newer(event, pending)
              ? new CatalogueEntry(identity, standing, Optional.of(event))
              : this;
      case SUPERSEDED -> this;
    };
  }

  private static boolean newer(IndexEvent event, Optional<IndexEvent> told) {
    return told.isEmpty() || event.origin().version().supersedes(told.get().origin().version());
  }

  private static boolean newerOrSame(IndexEvent event, Optional<IndexEvent> told) {
    return newer(event, told) || event.origin().version().equals(told.get().origin().version());
  }
}

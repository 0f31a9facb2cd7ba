package dev.freshet.query.journey;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one version.
 *
 * @param version which
 * @param events what was told of it, in any order; none while it is under way
 * @param published its record in the source topic, where it was read
 */
record Story(Version version, List<IndexEvent> events, Optional<SourceRecord> published) {
  /** The newest first. */
  static final Comparator<Story> NEWEST_FIRST =
      (one, other) ->
          one.version.equals(other.version) ? 0 : one.version.supersedes(other.version) ? -1 : 1;

  Story {
    events = List.copyOf(events);
  }

  /** What was told of it that counts most: an end before a deferral. */
  Optional<IndexEvent> word() {
    return events.stream().max(Comparator.comparingInt(event -> weight(event.state())));
  }

  private static int weight(DocumentState state) {
    return switch (state) {
      case INDEXED, DELETED -> 3;
      case DEAD -> 2;
      case SUPERSEDED -> 1;
      case DEFERRED -> 0;
    };
  }

  /** The event by which it was deferred, if it was. */
  Optional<IndexEvent> deferral() {
    return events.stream().filter(event -> event.state() == DocumentState.DEFERRED).findFirst();
  }

  /** Whether its record deletes the document, where that is known. */
  boolean deletes() {
    return published.map(SourceRecord::deletes).orElse(false)
        || word().filter(event -> event.state() == DocumentState.DELETED).isPresent();
  }

  /**
   * Who may read it; empty where nothing that is known says so: what died or was passed over is
   * told without its metadata.
   */
  Optional<List<String>> acl() {
    return published
        .map(record -> record.deletes() ? List.<String>of() : record.acl())
        .or(() -> word().filter(Story::saysWhoMayRead).map(event -> event.metadata().acl()));
  }

  private static boolean saysWhoMayRead(IndexEvent event) {
    return event.state() == DocumentState.INDEXED
        || event.state() == DocumentState.DELETED
        || !event.metadata().equals(Metadata.NONE);
  }
}

package dev.freshet.common.store;

import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Version;
import java.util.List;
import java.util.Optional;

/**
 * What a store holds of a document, right or wrong.
 *
 * @param head the newest version or tombstone; empty: there is none
 * @param passages those of the life that the head began and that has not ended, by their place
 * @param orphans passages that have not ended and that belong to no such life
 */
public record StoredDocument(Optional<Head> head, List<Stored> passages, List<Stored> orphans) {
  /** Copies the lists. */
  public StoredDocument {
    passages = List.copyOf(passages);
    orphans = List.copyOf(orphans);
  }

  /**
   * A passage as it is stored.
   *
   * @param version of which version
   * @param metadata kept with it
   * @param embedded the passage and its vector; whether that was reused is not kept
   */
  public record Stored(Version version, Metadata metadata, EmbeddedPassage embedded) {}
}

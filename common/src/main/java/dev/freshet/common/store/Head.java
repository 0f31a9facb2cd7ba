package dev.freshet.common.store;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import java.util.Optional;

/**
 * What the store holds of a document: the fence that an older write meets.
 *
 * @param version the newest version applied
 * @param deleted whether that version deleted the document (a tombstone)
 * @param since the input offset at which that version was applied
 * @param passages how many live passages it has; 0 of a tombstone
 * @param over where the newest life before it that another input partition brought had begun;
 *     empty: there was none. Readers must not see this life before they see that one: they would
 *     not know yet that what was before both has ended
 */
public record Head(
    Version version, boolean deleted, long since, int passages, Optional<Position> over) {

  /** A head over nothing that another input partition brought. */
  public Head(Version version, boolean deleted, long since, int passages) {
    this(version, deleted, since, passages, Optional.empty());
  }

  /** This head, begun in an input partition, over the one before, begun at a position. */
  public Head over(Head before, Position began, LogPartition input) {
    return new Head(
        version,
        deleted,
        since,
        passages,
        began.log().equals(input) ? before.over() : Optional.of(began));
  }
}

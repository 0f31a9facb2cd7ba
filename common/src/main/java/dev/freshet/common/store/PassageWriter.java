package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The writing half of a store, used by the index job alone.
 *
 * <p>Laws. Positions of one input partition arrive in order; each call carries the input position
 * it applies. Replacing a document is atomic to readers: at any read point they see all passages of
 * one version or of the other. The same call made again (a replay) leaves the same store. The fence
 * against older versions is the caller's, who asks {@link #head} first; {@code head} answers for
 * everything applied so far, refreshed or not. Calls for different input partitions may come from
 * different threads; those for one document come one at a time, {@link #prepare} aside. Every
 * method throws {@link dev.freshet.common.failure.Outage} where the store cannot do it now; the
 * call may then be made again. A store that several processes write holds the fence by itself too:
 * where another process has changed a document since its head was asked for, the change is refused
 * by an Outage, and nothing of it is seen.
 */
public interface PassageWriter extends StandingVectors {

  /**
   * A writer for one run of its caller. A store that broke down is opened again here, which may
   * have cost it what was not durable; writers given before then throw {@link
   * dev.freshet.common.failure.Outage} for good, so that each caller begins a new run, and reads
   * again from what is durable.
   */
  default PassageWriter session() {
    return this;
  }

  /** The newest version or tombstone applied of a document. */
  Optional<Head> head(DocumentIdentity identity);

  /**
   * Writes the passages of a large document ahead of {@link #replace}, a slice at a time, so that
   * neither other documents nor a refresh wait for all of them. Readers do not see them before
   * replace, and a crash between the two leaves nothing of them. Leaving it out changes nothing but
   * time.
   */
  default void prepare(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {}

  /**
   * Forgets what was written ahead at this position, or by a call that an Outage ended, because a
   * newer version came first. What may still be on its way from a writer that is gone is never seen
   * either.
   *
   * @param identity which document
   * @param version that came too late
   * @param document what was, or may have been, written
   */
  default void discard(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {}

  /**
   * Ends the passages of the version before at this offset and begins the new ones at it.
   *
   * @param identity which document
   * @param version the new version
   * @param document its passages, possibly none
   * @param input the position of the record that brought it
   */
  void replace(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input);

  /**
   * The record at this position brought the version or tombstone that stands, and is read once
   * more: notes the position, and finishes what a kill may have left undone.
   *
   * @param identity which document
   */
  default void again(DocumentIdentity identity, Position input) {
    skip(input);
  }

  /**
   * Where the newest life before this version's had begun that another input partition brought, if
   * this version ever stood, though a newer one stands now: as {@link Head#over} of one that
   * stands. Empty where there was none, and where it is not known any more.
   */
  default Optional<Position> over(DocumentIdentity identity, Version version) {
    return Optional.empty();
  }

  /** Ends the passages of a document at this offset and leaves a tombstone. */
  void delete(DocumentIdentity identity, Version version, Position input);

  /**
   * Documents that this input partition brought and whose expiry is not after this time, those that
   * expired first in front; as of the last refresh.
   *
   * @param limit how many at most, 1 to 1000
   */
  List<ExpiredDocument> expired(LogPartition input, Instant now, int limit);

  /**
   * Puts a tombstone in the place of a version that has expired, and removes its passages at once:
   * no reader is given them any more, whatever it reads as of. Does nothing where that version does
   * not stand.
   */
  void expire(DocumentIdentity identity, Version version);

  /**
   * Writes the passages of the version that stands once more, in the place of whatever the store
   * holds of it, as if they had been written so at first: for a store that was found to hold
   * something else. Readers see what was before or what is after, and the life goes on as it was.
   * Does nothing but note the position where that version does not stand.
   *
   * @param identity which document
   * @param version the version that stands
   * @param document its passages
   * @param input the position of the record that asks for it
   */
  void mend(DocumentIdentity identity, Version version, EmbeddedDocument document, Position input);

  /**
   * Removes passages of a document that have not ended and that no head of it accounts for, at
   * once: no reader should ever have been given them. As of the last refresh.
   *
   * @return how many were removed
   */
  long removeOrphans(DocumentIdentity identity);

  /** Notes that the record at this position is applied although it changes nothing. */
  void skip(Position input);

  /** When it returns, everything applied before the call is readable. */
  void refresh();

  /** When it returns, everything applied before the call outlives kill -9. */
  void commit();

  /** The last position applied of each input partition, durable or not. */
  ReadPoint applied();

  /**
   * Removes passages that ended at or before this read point; readers older than it may miss them.
   *
   * @return how many were removed
   */
  long sweep(ReadPoint before);

  /**
   * Forgets documents that were deleted or expired, by the store's clock, before this time: an
   * older version that comes after that is taken for new.
   *
   * @return how many were forgotten, as far as the last refresh shows
   */
  long sweepTombstones(Instant before);
}

package dev.freshet.query.verify;

import dev.freshet.common.document.Metadata;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.StoredDocument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A version as it is stored, held against its record in {@code embedded.<generation>}: vectors and
 * texts exactly, for stores promise to keep both bit for bit; times to the millisecond.
 *
 * @param kind of the first difference
 * @param detail for a person
 */
record Comparison(Kind kind, String detail) {

  /** The first difference; empty where there is none. */
  static Optional<Comparison> of(Head head, StoredDocument stored, EmbeddedDocument content) {
    int wanted = content.passages().size();
    if (head.passages() != wanted || stored.passages().size() != wanted) {
      return Optional.of(
          new Comparison(Kind.PASSAGES, counted(head, stored) + "; the version has " + wanted));
    }
    for (int i = 0; i < wanted; i++) {
      Optional<Comparison> found =
          compare(i, stored.passages().get(i), content.passages().get(i), content.metadata());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** How many passages there are, and how many the head says. */
  static String counted(Head head, StoredDocument stored) {
    return "the store holds "
        + stored.passages().size()
        + " passages, its head says "
        + head.passages();
  }

  private static Optional<Comparison> compare(
      int place, StoredDocument.Stored stored, EmbeddedPassage wanted, Metadata metadata) {
    Vector held = stored.embedded().vector();
    Vector vector = wanted.vector();
    if (held.dimension() != vector.dimension()) {
      return found(
          Kind.DIMENSION,
          place,
          "has a vector of " + held.dimension() + " numbers, not " + vector.dimension());
    }
    if (!held.equals(vector)) {
      return found(Kind.VECTOR, place, "has another vector than was embedded");
    }
    if (!stored.embedded().passage().equals(wanted.passage())) {
      return found(Kind.TEXT, place, "has another text than was embedded");
    }
    return whole(stored.metadata()).equals(whole(metadata))
        ? Optional.empty()
        : found(Kind.METADATA, place, "has other metadata than were published");
  }

  private static Optional<Comparison> found(Kind kind, int place, String detail) {
    return Optional.of(new Comparison(kind, "passage " + place + " " + detail));
  }

  private static Metadata whole(Metadata metadata) {
    return new Metadata(
        metadata.title(),
        metadata.filename(),
        metadata.contentType(),
        metadata.sourceUri(),
        millis(metadata.publishedAt()),
        millis(metadata.expiresAt()),
        metadata.acl(),
        metadata.meta(),
        metadata.author(),
        millis(metadata.createdAt()),
        millis(metadata.modifiedAt()),
        metadata.bytes());
  }

  private static Optional<Instant> millis(Optional<Instant> time) {
    return time.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
  }
}

package dev.freshet.common.store;

import dev.freshet.common.document.IndexEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A document whose standing version has nearly the wording of another's.
 *
 * @param entry the document
 * @param similarity how much of the two wordings is the same, estimated: {@link #LEAST} to 1
 */
public record NearDuplicate(CatalogueEntry entry, double similarity) {
  /** What is less similar is not told: it cannot be found without looking at all documents. */
  public static final double LEAST = 0.8;

  /**
   * When the version that stands was published, the latest first; of the same millisecond by
   * identity.
   */
  public static final Comparator<CatalogueEntry> LATEST_FIRST =
      Comparator.comparing(NearDuplicate::published)
          .thenComparing(entry -> entry.identity().key())
          .reversed();

  private static Instant published(CatalogueEntry entry) {
    return entry
        .standing()
        .map(IndexEvent::origin)
        .map(origin -> origin.version().publishedAt())
        .orElse(Instant.MIN);
  }

  /**
   * The second as a near-duplicate of the first.
   *
   * @param similarity from this on
   * @return empty where it is none, or is the same document
   */
  public static Optional<NearDuplicate> of(
      CatalogueEntry document, CatalogueEntry other, double similarity) {
    return document.identity().equals(other.identity())
        ? Optional.empty()
        : document
            .sketch()
            .flatMap(mine -> other.sketch().map(mine::similarity))
            .filter(found -> found >= similarity)
            .map(found -> new NearDuplicate(other, found));
  }

  /** Whether the second is a near-duplicate of the first, and older. */
  public static boolean isCopy(CatalogueEntry document, CatalogueEntry other, double similarity) {
    return of(document, other, similarity).isPresent() && LATEST_FIRST.compare(document, other) < 0;
  }
}

package dev.freshet.ingest.quality;

import dev.freshet.common.document.Metadata;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Facts about one document that cannot all be true. */
final class Contradictions {
  /** Clocks and time zones disagree by as much. */
  private static final Duration TOLERANCE = Duration.ofDays(1);

  /** What programs write where no time is known: where their count of days or seconds begins. */
  private static final Set<Long> BEGINNINGS =
      Set.of(
          LocalDate.of(1601, 1, 1).toEpochDay(),
          LocalDate.of(1899, 12, 30).toEpochDay(),
          LocalDate.of(1904, 1, 1).toEpochDay(),
          LocalDate.of(1970, 1, 1).toEpochDay(),
          LocalDate.of(1980, 1, 1).toEpochDay());

  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  /** Types that say no more than that there are bytes, letters or files inside. */
  private static final Set<String> UNSPECIFIC =
      Set.of(
          "", "application/octet-stream", "binary/octet-stream", "text/plain", "application/zip");

  private Contradictions() {}

  /**
   * Their names, in a fixed order: {@code content-type}, {@code future}, {@code
   * modified-before-created}, {@code expires-before-published}, {@code unset-date}.
   *
   * @param declared what the publisher said
   * @param found the same, completed from the file
   * @param published when it was
   */
  static List<String> of(Metadata declared, Metadata found, Instant published) {
    List<String> names = new ArrayList<>();
    if (differ(declared.contentType(), found.contentType())) {
      names.add("content-type");
    }
    if (dates(found).anyMatch(date -> isFuture(date, published))) {
      names.add("future");
    }
    if (before(found.modifiedAt(), found.createdAt(), TOLERANCE)) {
      names.add("modified-before-created");
    }
    if (before(found.expiresAt(), found.publishedAt(), Duration.ZERO)) {
      names.add("expires-before-published");
    }
    if (dates(found).anyMatch(Contradictions::isUnset)) {
      names.add("unset-date");
    }
    return names;
  }

  private static boolean before(
      Optional<Instant> earlier, Optional<Instant> later, Duration tolerance) {
    return earlier.isPresent()
        && later.isPresent()
        && Duration.between(earlier.get(), later.get()).compareTo(tolerance) > 0;
  }

  /** All but the expiry, which lies ahead. */
  private static Stream<Instant> dates(Metadata metadata) {
    return Stream.of(metadata.publishedAt(), metadata.createdAt(), metadata.modifiedAt())
        .flatMap(Optional::stream);
  }

  private static boolean isFuture(Instant date, Instant published) {
    return date.isAfter(published.plus(TOLERANCE));
  }

  private static boolean isUnset(Instant date) {
    return BEGINNINGS.contains(Math.floorDiv(date.getEpochSecond(), DAY_SECONDS));
  }

  /** The newest date that can be true; empty where there is none. */
  static Optional<Instant> newest(Metadata metadata, Instant published) {
    return dates(metadata)
        .filter(date -> !isFuture(date, published) && !isUnset(date))
        .max(Instant::compareTo);
  }

  private static boolean differ(String declared, String found) {
    String said = plain(declared);
    String is = plain(found);
    return !UNSPECIFIC.contains(said)
        && !UNSPECIFIC.contains(is)
        && !said.equals(is)
        && !(isText(said) && isText(is));
  }

  /** Lower case, and without the mark of what was not registered. */
  private static String plain(String type) {
    return type.strip().toLowerCase(Locale.ROOT).replace("/x-", "/");
  }

  /** Of text a type is a matter of opinion. */
  private static boolean isText(String type) {
    return type.startsWith("text/")
        || type.endsWith("xml")
        || type.endsWith("json")
        || type.endsWith("yaml")
        || type.endsWith("script");
  }
}

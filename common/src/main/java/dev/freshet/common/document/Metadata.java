package dev.freshet.common.document;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about a document besides its text: what the publisher said, completed by what the
 * file says.
 *
 * @param title empty where neither says one
 * @param filename empty where unknown
 * @param contentType media type without parameters; empty until it is known
 * @param sourceUri where a person finds the original; empty where unknown
 * @param publishedAt the time the publisher gave
 * @param expiresAt when the document is to go
 * @param acl principals that may read it, sorted; empty: everyone in the tenant
 * @param meta the publisher's own fields, name without the prefix {@code meta.}
 * @param author as the file says; empty where unknown
 * @param createdAt as the file says
 * @param modifiedAt as the file says
 * @param bytes size of the published file
 */
public record Metadata(
    String title,
    String filename,
    String contentType,
    String sourceUri,
    Optional<Instant> publishedAt,
    Optional<Instant> expiresAt,
    List<String> acl,
    Map<String, String> meta,
    String author,
    Optional<Instant> createdAt,
    Optional<Instant> modifiedAt,
    long bytes) {

  /** Nothing known. */
  public static final Metadata NONE =
      new Metadata(
          "",
          "",
          "",
          "",
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Map.of(),
          "",
          Optional.empty(),
          Optional.empty(),
          0);

  /** Copies the collections and sorts the principals. */
  public Metadata {
    acl = acl.stream().distinct().sorted().toList();
    meta = Map.copyOf(meta);
  }

  /** Whether its time is over: then no reader is given it, and it counts as deleted. */
  public boolean expiredBy(Instant now) {
    return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
  }

  /** This, with the title where there was none. */
  public Metadata withTitleIfAbsent(String found) {
    return title.isEmpty() ? withTitle(found) : this;
  }

  /** This, with another title. */
  public Metadata withTitle(String other) {
    return new Metadata(
        other,
        filename,
        contentType,
        sourceUri,
        publishedAt,
        expiresAt,
        acl,
        meta,
        author,
        createdAt,
        modifiedAt,
        bytes);
  }

  /** This, with another content type. */
  public Metadata withContentType(String other) {
    return new Metadata(
        title,
        filename,
        other,
        sourceUri,
        publishedAt,
        expiresAt,
        acl,
        meta,
        author,
        createdAt,
        modifiedAt,
        bytes);
  }

  /** This, with the size of the file. */
  public Metadata withBytes(long size) {
    return new Metadata(
        title,
        filename,
        contentType,
        sourceUri,
        publishedAt,
        expiresAt,
        acl,
        meta,
        author,
        createdAt,
        modifiedAt,
        size);
  }

  /** This, with what the file itself says. */
  public Metadata withFile(String by, Optional<Instant> created, Optional<Instant> modified) {
    return new Metadata(
        title,
        filename,
        contentType,
        sourceUri,
        publishedAt,
        expiresAt,
        acl,
        meta,
        by,
        created,
        modified,
        bytes);
  }
}

package dev.freshet.common.document;

import java.util.Set;

/**
 * Says ahead of a version's contents who may read it. It holds from when it is read until that
 * version or a newer one is retrievable or deleted: a caller must be permitted by it too. A version
 * that everyone in the tenant may read has none, for it could narrow nothing.
 *
 * @param identity which document
 * @param version which version of it
 * @param readers principals, one of which a caller must be; none: nobody, the version deletes
 */
public record PermissionNotice(DocumentIdentity identity, Version version, Set<String> readers) {
  /** Copies the set. */
  public PermissionNotice {
    readers = Set.copyOf(readers);
  }

  /** Whether somebody who is these principals is let through. */
  public boolean permits(Set<String> principals) {
    return readers.stream().anyMatch(principals::contains);
  }

  /**
   * Whether this, for as long as it holds, leaves nothing to the other: it is newer and lets nobody
   * through whom the other stops.
   */
  public boolean covers(PermissionNotice other) {
    return version.supersedes(other.version) && other.readers.containsAll(readers);
  }

  /** Whether it has done its work once this version is retrievable or deleted. */
  public boolean settledBy(Version out) {
    return out.equals(version) || out.supersedes(version);
  }
}

package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Tenant;
import java.util.List;
import java.util.Set;

/**
 * On whose behalf a store is asked. Comes from the caller's credential and from nowhere else.
 *
 * @param tenant whose documents
 * @param principals who asks, such as {@code user:ann} or {@code group:legal}
 * @param withheld documents kept from the caller whatever their access lists say, for a newer
 *     version's permissions are ahead of it; at most as many as the query service holds notices
 */
public record Access(Tenant tenant, Set<String> principals, Set<DocumentIdentity> withheld) {
  /** Copies the sets. */
  public Access {
    principals = Set.copyOf(principals);
    withheld = Set.copyOf(withheld);
  }

  /** Nothing is withheld. */
  public Access(Tenant tenant, Set<String> principals) {
    this(tenant, principals, Set.of());
  }

  /** The same caller, from whom these documents are withheld. */
  public Access withholding(Set<DocumentIdentity> documents) {
    return new Access(tenant, principals, documents);
  }

  /**
   * Whether this document with this access list may be seen. An empty list: everyone in the tenant.
   */
  public boolean permits(DocumentIdentity document, List<String> acl) {
    return tenant.equals(document.tenant())
        && (acl.isEmpty() || acl.stream().anyMatch(principals::contains))
        && !withheld.contains(document);
  }
}

package dev.freshet.common.store;

import dev.freshet.common.document.Tenant;
import java.util.List;
import java.util.Set;

/**
 * On whose behalf a store is asked. Comes from the caller's credential and from nowhere else.
 *
 * @param tenant whose documents
 * @param principals who asks, such as {@code user:ann} or {@code group:legal}
 */
public record Access(Tenant tenant, Set<String> principals) {
  /** Copies the set. */
  public Access {
    principals = Set.copyOf(principals);
  }

  /**
   * Whether a document of this tenant with this access list may be seen. An empty list: everyone in
   * the tenant.
   */
  public boolean permits(Tenant owner, List<String> acl) {
    return tenant.equals(owner) && (acl.isEmpty() || acl.stream().anyMatch(principals::contains));
  }
}

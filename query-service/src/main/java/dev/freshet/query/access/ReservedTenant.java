package dev.freshet.query.access;

import dev.freshet.common.document.Tenant;

/** Keeps the tenant that Freshet has for itself from credentials. */
final class ReservedTenant {
  private ReservedTenant() {}

  /**
   * The tenant of a name.
   *
   * @throws IllegalArgumentException where it is not of its form, or Freshet's own
   */
  static Tenant not(String name) {
    Tenant tenant = new Tenant(name);
    if (tenant.equals(Tenant.CANARY)) {
      throw new IllegalArgumentException("tenant " + name + " is Freshet's own: give another name");
    }
    return tenant;
  }
}

package dev.freshet.common.document;

import java.util.regex.Pattern;

/**
 * Whose document it is. Two tenants that use one id do not meet.
 *
 * @param name 1 to 64 characters out of letters, digits, dot, underscore and hyphen
 */
public record Tenant(String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** The tenant of a document that names none. Stands below the pattern, which it needs. */
  public static final Tenant DEFAULT = new Tenant("default");

  /**
   * Whose the canary is, a document that Freshet publishes to itself. No credential names this
   * tenant, so no caller's search finds it; no figure about users' documents counts it.
   */
  public static final Tenant CANARY = new Tenant("freshet.canary");

  /**
   * @throws IllegalArgumentException when the name is not of that form
   */
  public Tenant {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "tenant is not 1 to 64 letters, digits, dots, underscores or hyphens");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}

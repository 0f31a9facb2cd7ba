package dev.freshet.query;

/**
 * One thing that must be well for the service to be well.
 *
 * @param name what, such as {@code store}
 * @param up whether it is
 * @param detail for a person: what is wrong and since when; empty where all is well
 * @param needed whether the service cannot answer without it; what is not needed is shown as it is
 *     and leaves the service ready
 */
public record HealthCheck(String name, boolean up, String detail, boolean needed) {
  /** Something without which the service cannot answer. */
  public HealthCheck(String name, boolean up, String detail) {
    this(name, up, detail, true);
  }
}

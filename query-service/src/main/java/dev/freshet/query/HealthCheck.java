package dev.freshet.query;

/**
 * One thing that must be well for the service to be well.
 *
 * @param name what, such as {@code store}
 * @param up whether it is
 * @param detail for a person: what is wrong and since when; empty where all is well
 */
public record HealthCheck(String name, boolean up, String detail) {}

package dev.freshet.common.failure;

import java.time.Duration;
import java.util.Optional;

/**
 * Something Freshet depends on does not answer as it should: the one exception that adapters throw.
 * Whoever meets it waits and tries again; it never makes a dead letter and never advances an
 * offset.
 */
public final class Outage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String dependency;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param dependency what does not answer, as a person would name it
   * @param message what it did instead
   * @param cause what was thrown; null where nothing was
   */
  public Outage(String dependency, String message, Throwable cause) {
    this(dependency, message, cause, Optional.empty());
  }

  /**
   * @param retryAfter how long it asked to be left alone
   */
  public Outage(String dependency, String message, Throwable cause, Optional<Duration> retryAfter) {
    super(dependency + ": " + message, cause);
    this.dependency = dependency;
    this.retryAfter = retryAfter;
  }

  /** What does not answer. */
  public String dependency() {
    return dependency;
  }

  /** How long it asked to be left alone. */
  public Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }
}

package dev.freshet.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes a call again where that is safe, as often and as patiently as the policy says. */
final class Attempts {
  /** What an attempt does. */
  @FunctionalInterface
  interface Attempt<T> {
    T make();
  }

  /** Nothing of the call was begun: the connection was not even made. */
  static final class NotBegun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotBegun(FreshetUnreachable cause) {
      super(cause);
    }

    FreshetUnreachable unreachable() {
      return (FreshetUnreachable) getCause();
    }
  }

  private static final String BUSY = "Busy";
  private static final String NOT_READY = "Not ready";

  private final RetryPolicy policy;

  Attempts(RetryPolicy policy) {
    this.policy = policy;
  }

  /**
   * The result of the first attempt that succeeds.
   *
   * @param reads whether the call changes nothing
   */
  <T> T of(boolean reads, Attempt<T> attempt) {
    for (int number = 1; ; number++) {
      try {
        return attempt.make();
      } catch (NotBegun e) {
        if (number == policy.attempts()) {
          throw e.unreachable();
        }
        pause(waitBefore(number + 1));
      } catch (FreshetUnreachable e) {
        if (!reads || number == policy.attempts()) {
          throw e;
        }
        pause(waitBefore(number + 1));
      } catch (FreshetProblem e) {
        Optional<Duration> wait = wait(e, reads, number);
        if (wait.isEmpty()) {
          throw e;
        }
        pause(wait.get());
      }
    }
  }

  /** How long to wait before asking again after a problem; empty: not at all. */
  private Optional<Duration> wait(FreshetProblem problem, boolean reads, int number) {
    boolean begun = problem.status() != 429 && !notBegun(problem);
    boolean later = problem.status() == 429 || problem.status() == 503;
    if (!later || (begun && !reads) || number == policy.attempts()) {
      return Optional.empty();
    }
    Duration own = waitBefore(number + 1);
    Duration asked = problem.retryAfter().orElse(Duration.ZERO);
    if (asked.compareTo(policy.longestWait()) > 0) {
      return Optional.empty();
    }
    return Optional.of(asked.compareTo(own) > 0 ? asked : own);
  }

  private static boolean notBegun(FreshetProblem problem) {
    return problem.title().equals(BUSY) || problem.title().equals(NOT_READY);
  }

  private Duration waitBefore(int attempt) {
    long nanos = policy.before(attempt).toNanos();
    return Duration.ofNanos(
        nanos - (long) (nanos / 2.0 * ThreadLocalRandom.current().nextDouble()));
  }

  /** Waits, or ends with the thread's interrupt. */
  static void pause(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      throw new FreshetInterrupted(e);
    }
  }
}

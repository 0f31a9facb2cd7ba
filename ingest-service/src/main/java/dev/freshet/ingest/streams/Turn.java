package dev.freshet.ingest.streams;

import java.util.OptionalLong;

/**
 * A record's turn in its window: the work on it, and what is handed on for it. All but {@link
 * #work} is called on the window's own thread.
 *
 * @param <T> what is handed on
 */
public interface Turn<T> {

  /** Does the work; elsewhere. */
  void work() throws Exception;

  /**
   * What to hand on, now that the turn has come; the work is done, or {@link #isSettled}. Called
   * once, and after that of every record before it in the window.
   */
  T result();

  /** Whether it has a result although its work is not done. */
  default boolean isSettled() {
    return false;
  }

  /** Whether something can be handed on in its place, so that those behind need not wait. */
  default boolean mayStepAside() {
    return false;
  }

  /** What to hand on in its place; its own result comes when it is there. Called once. */
  default T standIn() {
    throw new UnsupportedOperationException("it never steps aside");
  }

  /** An offset before its own that must be read again where this is not handed on. */
  default OptionalLong reachesBackTo() {
    return OptionalLong.empty();
  }
}

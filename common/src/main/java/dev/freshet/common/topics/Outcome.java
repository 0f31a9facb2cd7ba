package dev.freshet.common.topics;

import dev.freshet.common.failure.Failure;

/**
 * What a record between the jobs carries.
 *
 * @param <T> the contents of a good one
 */
public sealed interface Outcome<T> {

  /** The name in the header {@code freshet-outcome}. */
  String label();

  /** A document. */
  record Content<T>(T content) implements Outcome<T> {
    @Override
    public String label() {
      return "content";
    }
  }

  /** The document is to go. */
  record Deleted<T>() implements Outcome<T> {
    @Override
    public String label() {
      return "deleted";
    }
  }

  /** A newer version was there first; only the position goes on. */
  record Superseded<T>() implements Outcome<T> {
    @Override
    public String label() {
      return "superseded";
    }
  }

  /** It comes later by the slow lane; only the position goes on. */
  record Deferred<T>() implements Outcome<T> {
    @Override
    public String label() {
      return "deferred";
    }
  }

  /** It died; the last good version stands. */
  record Dead<T>(Failure failure) implements Outcome<T> {
    @Override
    public String label() {
      return "dead";
    }
  }
}

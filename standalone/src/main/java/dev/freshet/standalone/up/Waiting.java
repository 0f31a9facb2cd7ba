package dev.freshet.standalone.up;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Takes a result, or what was thrown instead. */
final class Waiting {
  private Waiting() {}

  static <T> T on(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException(e.getCause());
    }
  }
}

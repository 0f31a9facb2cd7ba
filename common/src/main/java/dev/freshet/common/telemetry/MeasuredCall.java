package dev.freshet.common.telemetry;

import java.time.Duration;
import java.util.function.Supplier;

/** Times calls of a store, and counts those that fail. */
record MeasuredCall(Telemetry telemetry) {
  <T> T of(String operation, Supplier<T> call) {
    long start = System.nanoTime();
    boolean came = false;
    try {
      T result = call.get();
      came = true;
      return result;
    } finally {
      if (came) {
        telemetry.store(operation, Duration.ofNanos(System.nanoTime() - start));
      } else {
        telemetry.storeError(operation);
      }
    }
  }

  void run(String operation, Runnable call) {
    of(
        operation,
        () -> {
          call.run();
          return true;
        });
  }
}

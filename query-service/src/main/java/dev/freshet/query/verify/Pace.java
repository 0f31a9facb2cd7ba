package dev.freshet.query.verify;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Works a share of the time, and ends where it is told to. Used by one thread. */
final class Pace {
  /** So long it works at a stretch. */
  private static final long STRETCH = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(50);

  /** The round is to end. */
  static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Ended() {
      super("the round was ended", null, false, false);
    }
  }

  private final int share;
  private final BooleanSupplier ends;
  private long began = System.nanoTime();

  /**
   * @param share percent of the time that is worked, 1 to 100
   * @param ends whether to end
   */
  Pace(int share, BooleanSupplier ends) {
    this.share = share;
    this.ends = ends;
  }

  /**
   * Called between two pieces of work: rests where it is time.
   *
   * @throws Ended where the round is to end
   */
  void keep() {
    long worked = System.nanoTime() - began;
    if (worked >= STRETCH && share < 100) {
      rest(worked * (100 - share) / share);
    }
    require();
    if (worked >= STRETCH) {
      began = System.nanoTime();
    }
  }

  /** Rests so long. */
  void rest(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = until - System.nanoTime()) {
      require();
      LockSupport.parkNanos(Math.min(left, LOOK_EVERY));
    }
  }

  private void require() {
    if (ends.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new Ended();
    }
  }
}

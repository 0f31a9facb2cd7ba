package dev.freshet.ingest.index;

import dev.freshet.common.document.DocumentIdentity;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** One lock for each document, shared with a few others: who holds it writes it alone. */
final class Stripes {
  /** So many documents can be written at once; more threads than that there never are. */
  private static final int COUNT = 256;

  private final List<Lock> locks = Stream.generate(Stripes::lock).limit(COUNT).toList();

  private static Lock lock() {
    return new ReentrantLock();
  }

  Lock of(DocumentIdentity identity) {
    return locks.get(Math.floorMod(identity.hashCode(), COUNT));
  }
}

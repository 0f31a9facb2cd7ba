package dev.freshet.standalone.up;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is open, to be closed in the opposite order, each though another fails. */
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private record Part(String name, AutoCloseable part) {}

  private final Deque<Part> open = new ArrayDeque<>();

  synchronized void add(String name, AutoCloseable part) {
    open.push(new Part(name, part));
  }

  synchronized void close() {
    while (!open.isEmpty()) {
      Part next = open.pop();
      long began = System.nanoTime();
      try {
        next.part().close();
      } catch (Exception e) {
        LOG.warn("closing the {} failed", next.name(), e);
      }
      LOG.info("closed the {} in {} ms", next.name(), (System.nanoTime() - began) / 1_000_000);
    }
  }
}

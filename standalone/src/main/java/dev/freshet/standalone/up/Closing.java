package dev.freshet.standalone.up;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is open, to be closed in the order of {@link Part}, each though another fails. */
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  /** The parts in the order in which they end, whatever order they came up in. */
  enum Part {
    QUERY_SERVICE,
    JOBS,
    GENERATIONS,
    PARSER,
    CLAIMS,
    BROKER,
    TELEMETRY
  }

  private final Map<Part, AutoCloseable> open = new EnumMap<>(Part.class);

  synchronized <T extends AutoCloseable> T add(Part name, T part) {
    open.put(name, part);
    return part;
  }

  synchronized void close() {
    open.forEach(Closing::close);
    open.clear();
  }

  private static void close(Part name, AutoCloseable part) {
    long began = System.nanoTime();
    try {
      part.close();
      LOG.info("closed {} in {} ms", name, (System.nanoTime() - began) / 1_000_000);
    } catch (Exception e) {
      LOG.warn("closing {} failed", name, e);
    }
  }
}

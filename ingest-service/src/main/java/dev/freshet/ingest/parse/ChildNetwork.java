package dev.freshet.ingest.parse;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the network away from children where the kernel lets an ordinary user do so (Linux: user
 * and network namespaces, by {@code unshare} of util-linux): such a child has not even a loopback
 * interface. Elsewhere only Java's own ways out are closed, by the child itself.
 */
final class ChildNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(ChildNetwork.class);
  private static final long PROBE_SECONDS = 5;

  /** The first gives the child no rights over its namespace; older versions know the second. */
  private static final List<List<String>> WAYS =
      List.of(
          List.of("unshare", "--net", "--map-current-user"),
          List.of("unshare", "--net", "--map-root-user"));

  /** Tried once in the life of this process. */
  private static final class Found {
    static final List<String> PREFIX = probe();
  }

  private ChildNetwork() {}

  /** What a child's command begins with; empty where the system does not do it. */
  static List<String> prefix() {
    return Found.PREFIX;
  }

  private static List<String> probe() {
    for (List<String> way : WAYS) {
      if (works(way)) {
        LOG.info("parser processes have no network: {}", String.join(" ", way));
        return way;
      }
    }
    LOG.warn(
        "parser processes have no network namespace of their own here (unshare --net does not"
            + " work): only Java's ways to the network are closed to them");
    return List.of();
  }

  private static boolean works(List<String> way) {
    List<String> line = new java.util.ArrayList<>(way);
    line.add("true");
    try {
      ProcessBuilder builder = new ProcessBuilder(line);
      builder.environment().clear();
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      boolean ended = process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      LOG.debug("{}: {}", way, e.toString());
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

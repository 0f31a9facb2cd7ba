package dev.freshet.ingest.parse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child's standard error: read to its end, so that the child never waits for a full pipe, and
 * logged up to a bound.
 */
final class ChildComplaints {
  private static final Logger LOG = LoggerFactory.getLogger(ChildComplaints.class);
  private static final int MAX_CHARACTERS = 64 * 1024;
  private static final int MAX_LINE = 2_000;

  private ChildComplaints() {}

  static void drain(InputStream stderr, long pid) {
    Thread.ofPlatform().name("parser-stderr-" + pid).daemon().start(() -> read(stderr, pid));
  }

  private static void read(InputStream stderr, long pid) {
    char[] portion = new char[MAX_LINE];
    int logged = 0;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stderr, StandardCharsets.UTF_8))) {
      for (int read = reader.read(portion); read >= 0; read = reader.read(portion)) {
        if (logged < MAX_CHARACTERS && LOG.isDebugEnabled()) {
          logged += read;
          LOG.debug("parser {}: {}", pid, new String(portion, 0, read).stripTrailing());
        }
      }
    } catch (IOException e) {
      LOG.debug("parser {}: its standard error ended: {}", pid, e.toString());
    }
  }
}

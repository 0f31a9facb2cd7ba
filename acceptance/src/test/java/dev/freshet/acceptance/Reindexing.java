package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.standalone.client.FreshetClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What tests of generations do with a running Freshet. */
final class Reindexing {
  static final String GENERATIONS = "/v1/generations";
  private static final long WITHIN_SECONDS = 240;

  private Reindexing() {}

  static void publish(FreshetClient client, String id, String text) throws IOException {
    Path file = Files.createTempFile("reindex", ".txt");
    try {
      Files.writeString(file, text);
      client.publish(id, Optional.empty(), file, Map.of("Content-Type", "text/plain"));
    } finally {
      Files.delete(file);
    }
  }

  static void await(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  static long indexed(FreshetClient client) {
    return client.get("/v1/documents?limit=1").path("counts").path("indexed").asLong();
  }

  /** The name of the generation that serves. */
  static String serving(FreshetClient client) {
    return client.get("/v1/freshness").path("generation").asText();
  }
}

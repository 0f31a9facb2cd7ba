package dev.freshet.standalone.commands;

import dev.freshet.standalone.client.FreshetClient;
import dev.freshet.standalone.client.Problem;
import dev.freshet.standalone.client.Unreachable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Sends files, a few at a time. */
final class Upload {
  /** Uploads at once: enough to keep the service busy, few enough for its memory. */
  static final int AT_ONCE = 4;

  private static final int TRIES = 6;
  private static final long FIRST_PAUSE_MILLIS = 250;

  private final FreshetClient client;
  private final Optional<String> source;
  private final Progress progress;

  Upload(FreshetClient client, Optional<String> source, Progress progress) {
    this.client = client;
    this.source = source;
    this.progress = progress;
  }

  /**
   * Sends all of them.
   *
   * @throws Unreachable when the service does not answer
   */
  List<Publication> all(Map<String, Path> files) throws InterruptedException {
    List<Publication> all =
        files.entrySet().stream()
            .map(file -> new Publication(file.getKey(), file.getValue()))
            .toList();
    var waiting = new ConcurrentLinkedQueue<>(all);
    var done = new AtomicInteger();
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, AT_ONCE)
              .mapToObj(_ -> senders.submit(() -> drain(waiting, done, all.size())))
              .toList();
      try {
        for (Future<?> sender : running) {
          sender.get();
        }
      } catch (ExecutionException e) {
        waiting.clear();
        throw e.getCause() instanceof Unreachable gone ? gone : new IllegalStateException(e);
      }
    }
    return all;
  }

  private Void drain(ConcurrentLinkedQueue<Publication> waiting, AtomicInteger done, int all)
      throws InterruptedException {
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      send(next);
      progress.show("published", done.incrementAndGet(), all);
    }
    return null;
  }

  private void send(Publication publication) throws InterruptedException {
    Map<String, String> headers = headers(String.valueOf(publication.file().getFileName()));
    for (int attempt = 1; ; attempt++) {
      try {
        publication.accepted(client.publish(publication.id(), source, publication.file(), headers));
        return;
      } catch (Problem e) {
        boolean busy = e.status() == 429 || e.status() == 503;
        if (!busy || attempt == TRIES) {
          publication.failed(e.getMessage());
          return;
        }
      }
      TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << attempt);
    }
  }

  /**
   * What is said of a file besides its bytes: its name, percent-encoded as docs/http-headers.md has
   * it, and its type where the name tells it.
   */
  static Map<String, String> headers(String name) {
    var headers = new LinkedHashMap<String, String>();
    ContentTypes.of(name).ifPresent(type -> headers.put("Content-Type", type));
    headers.put("Freshet-Filename", FreshetClient.encoded(name));
    return headers;
  }
}

package dev.freshet.evaluation.bench;

import dev.freshet.standalone.client.EventStream;
import dev.freshet.standalone.client.FreshetClient;
import dev.freshet.standalone.client.Problem;
import dev.freshet.standalone.client.Unreachable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A watcher who reads all that is pushed to it. */
final class Listener {
  private final String path;
  private final CountDownLatch watching;
  private final Map<String, Integer> heard = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> published;
  private final ConcurrentLinkedQueue<Double> delays;
  private volatile boolean over;

  /**
   * @param words what it watches for
   * @param published by document id, when it was published, by {@link System#nanoTime}
   * @param delays takes the milliseconds from publish to push
   * @param watching counted down once nothing is missed from then on
   */
  Listener(
      String words,
      Map<String, Long> published,
      ConcurrentLinkedQueue<Double> delays,
      CountDownLatch watching) {
    this.path = "/v1/watch?mode=sparse&query=" + FreshetClient.encoded(words);
    this.published = published;
    this.delays = delays;
    this.watching = watching;
  }

  /** Listens on a thread of its own until the stream ends. */
  void start(FreshetClient client) {
    Thread.ofVirtual().start(() -> listen(client));
  }

  private void listen(FreshetClient client) {
    try (EventStream events = client.events(path, Optional.empty())) {
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        hear(event.get());
      }
      if (!over) {
        wrong.add("its stream ended");
      }
    } catch (Unreachable | Problem e) {
      if (!over) {
        wrong.add(String.valueOf(e.getMessage()));
      }
    }
  }

  private void hear(EventStream.Event event) {
    switch (event.name()) {
      case "watching" -> watching.countDown();
      case "match" -> {
        String id = event.data().at("/document/id").asText();
        heard.merge(id, 1, Integer::sum);
        Long at = published.get(id);
        if (at != null) {
          delays.add((System.nanoTime() - at) / 1e6);
        }
      }
      default -> wrong.add(event.name() + " " + event.data());
    }
  }

  /** From now on the end of the stream is no fault. */
  void over() {
    over = true;
  }

  /** How often it heard of a document. */
  int heard(String id) {
    return heard.getOrDefault(id, 0);
  }

  /** What it heard that it should not have. */
  Iterable<String> wrong() {
    return wrong;
  }
}

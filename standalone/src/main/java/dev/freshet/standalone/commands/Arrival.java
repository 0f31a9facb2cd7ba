package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.standalone.client.FreshetClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits until what was published is retrievable. The service's watermark is asked for, not each
 * document, until it has passed a document's place; then the document says how it ended.
 */
final class Arrival {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final FreshetClient client;
  private final Optional<String> source;
  private final Progress progress;
  private final Duration patience;

  /**
   * @param patience how long nothing may happen before it gives up
   */
  Arrival(FreshetClient client, Optional<String> source, Progress progress, Duration patience) {
    this.client = client;
    this.source = source;
    this.progress = progress;
    this.patience = patience;
  }

  void await(List<Publication> all) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    long last = System.nanoTime();
    long open = all.stream().filter(Publication::open).count();
    while (open > 0 && System.nanoTime() - last < patience.toNanos()) {
      look(all);
      long still = all.stream().filter(Publication::open).count();
      pause = still < open ? FIRST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      last = still < open ? System.nanoTime() : last;
      open = still;
      progress.show("retrievable", all.size() - (int) open, all.size());
      if (open > 0) {
        TimeUnit.MILLISECONDS.sleep(pause);
      }
    }
    all.stream()
        .filter(Publication::open)
        .forEach(late -> late.failed("not retrievable yet, gave up waiting; see ./freshet status"));
  }

  private void look(List<Publication> all) {
    Map<LogPartition, Long> passed = watermark();
    for (Publication publication : all) {
      if (publication.open() && passed(passed, Position.parse(publication.token()))) {
        judge(publication);
      }
    }
  }

  private Map<LogPartition, Long> watermark() {
    var passed = new HashMap<LogPartition, Long>();
    for (JsonNode partition : client.get("/v1/freshness").path("partitions")) {
      passed.put(
          new LogPartition(partition.path("source").asText(), partition.path("partition").asInt()),
          partition.path("retrievableOffset").asLong(-1));
    }
    return passed;
  }

  private static boolean passed(Map<LogPartition, Long> watermark, Position position) {
    return watermark.getOrDefault(position.log(), -1L) >= position.offset();
  }

  private void judge(Publication publication) {
    Optional<JsonNode> found = client.document(publication.id(), source);
    if (found.isEmpty()) {
      return; // the catalogue is a moment behind the watermark
    }
    JsonNode document = found.get();
    if (older(document.path("version").asText(), publication.token())) {
      return;
    }
    switch (document.path("state").asText()) {
      case "indexed" -> publication.arrived();
      case "dead" -> publication.failed(why(document.path("failure")));
      case "deleted" -> publication.failed("deleted meanwhile");
      case "superseded" -> publication.failed("a newer version was there before it");
      default -> {} // deferred: it comes later
    }
  }

  private static boolean older(String version, String token) {
    Position known = Position.parse(version);
    Position published = Position.parse(token);
    return known.log().equals(published.log()) && known.offset() < published.offset();
  }

  private static String why(JsonNode failure) {
    String reason = failure.path("reason").asText("unknown");
    String message = failure.path("message").asText();
    return message.isBlank() ? reason : reason + ": " + message;
  }
}

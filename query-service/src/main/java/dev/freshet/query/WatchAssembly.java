package dev.freshet.query;

import dev.freshet.common.document.Lane;
import dev.freshet.common.store.Access;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.freshness.Freshness;
import dev.freshet.query.generations.GenerationSwitch;
import dev.freshet.query.generations.ReadableGeneration;
import dev.freshet.query.retrieval.View;
import dev.freshet.query.watch.Watch;
import dev.freshet.query.watch.WatchSettings;
import dev.freshet.query.watch.WatchedGeneration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;

/** The room of standing queries, wired by hand: it follows the generation that serves. */
final class WatchAssembly {
  private final Map<String, WatchedGeneration> watched = new ConcurrentHashMap<>();
  private final GenerationSwitch generations;
  private final Watch watch;

  WatchAssembly(
      WatchSettings settings,
      Kafka kafka,
      List<SourceTopic> sources,
      TopicNames topics,
      Producer<byte[], byte[]> producer,
      GenerationSwitch generations,
      Telemetry telemetry,
      InstantSource clock) {
    this.generations = generations;
    this.watch =
        new Watch(
            settings,
            sources.stream().map(SourceTopic::topic).toList(),
            () -> watched.get(generations.current().name()),
            kafka::documents,
            topics.watches(),
            kafka::consumer,
            () -> kafka.member(topics.prefix() + "watch-owners"),
            producer,
            telemetry,
            clock);
  }

  Watch watch() {
    return watch;
  }

  /** May serve from now on. */
  void add(ReadableGeneration readable) {
    String name = readable.name();
    watched.put(
        name,
        new WatchedGeneration(
            name,
            Arrays.stream(Lane.values())
                .map(lane -> readable.topics().embedded(name, lane))
                .toList(),
            caller -> view(name, caller),
            caller -> freshness(name).withheld(caller),
            readable.catalogue()::find,
            readable.queryEmbedder()));
  }

  /** Serves no longer. */
  void remove(String name) {
    watched.remove(name);
  }

  private View view(String name, Access caller) {
    return freshness(name).await(Optional.empty(), Optional.empty(), Duration.ZERO, caller);
  }

  private Freshness freshness(String name) {
    return generations
        .find(name)
        .orElseThrow(() -> new IllegalStateException(name + " is followed no longer"))
        .freshness();
  }
}

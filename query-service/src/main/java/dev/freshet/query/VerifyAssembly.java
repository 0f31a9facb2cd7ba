package dev.freshet.query;

import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.generations.GenerationSwitch;
import dev.freshet.query.generations.LiveGeneration;
import dev.freshet.query.generations.ReadableGeneration;
import dev.freshet.query.verify.Verification;
import dev.freshet.query.verify.VerifiedGeneration;
import dev.freshet.query.verify.VerifySettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;

/** The room of verification, wired by hand: it looks at the generation that serves. */
final class VerifyAssembly {
  private final Map<String, ReadableGeneration> readable = new ConcurrentHashMap<>();
  private final GenerationSwitch generations;
  private final Verification verification;

  VerifyAssembly(
      VerifySettings settings,
      Kafka kafka,
      List<SourceTopic> sources,
      Producer<byte[], byte[]> producer,
      GenerationSwitch generations,
      Telemetry telemetry,
      InstantSource clock) {
    this.generations = generations;
    this.verification =
        new Verification(
            settings,
            sources.stream().map(SourceTopic::topic).toList(),
            this::serving,
            kafka::pieces,
            producer,
            telemetry,
            clock);
  }

  Verification verification() {
    return verification;
  }

  /** May serve from now on. */
  void add(ReadableGeneration generation) {
    readable.put(generation.name(), generation);
  }

  /** Serves no longer. */
  void remove(String name) {
    readable.remove(name);
  }

  private VerifiedGeneration serving() {
    LiveGeneration live = generations.current();
    ReadableGeneration its = readable.get(live.name());
    return new VerifiedGeneration(
        live.name(),
        its.topics(),
        its.catalogue(),
        its.inspection(),
        its.searcher()::readable,
        live.freshness()::extent);
  }
}

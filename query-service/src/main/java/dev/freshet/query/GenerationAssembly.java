package dev.freshet.query;

import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.documents.Documents;
import dev.freshet.query.flow.Backlog;
import dev.freshet.query.flow.Flow;
import dev.freshet.query.freshness.Freshness;
import dev.freshet.query.generations.GenerationSwitch;
import dev.freshet.query.generations.LiveGeneration;
import dev.freshet.query.generations.ReadableGeneration;
import dev.freshet.query.retrieval.Gate;
import dev.freshet.query.retrieval.View;
import dev.freshet.query.search.Search;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The rooms that a generation has for itself, wired by hand. */
record GenerationAssembly(
    QuerySettings settings,
    Kafka kafka,
    List<SourceTopic> sources,
    GenerationSwitch generations,
    Telemetry telemetry,
    InstantSource clock) {

  LiveGeneration live(ReadableGeneration readable) {
    String name = readable.name();
    List<String> topics = sources.stream().map(SourceTopic::topic).toList();
    BooleanSupplier serves = () -> generations.serves(name);
    Flow[] flow = new Flow[1];
    var freshness =
        new Freshness(
            settings.freshness(),
            readable.topics(),
            sources,
            name,
            kafka::consumer,
            kafka::producer,
            kafka.ends(topics),
            readable.catalogue(),
            readable.searcher(),
            event -> {
              // While it is built, what comes out says nothing of how long documents take.
              if (serves.getAsBoolean()) {
                flow[0].observe(event);
              }
            },
            serves,
            telemetry,
            clock);
    Backlog backlog =
        kafka.backlog(readable.topics(), readable.documentGroups(), readable.groups());
    flow[0] =
        new Flow(
            backlog,
            freshness::lagRecords,
            () -> readable.searcher().count(freshness.point()),
            clock);
    Gate gate = gate(freshness);
    return new LiveGeneration(
        name,
        freshness,
        search(readable, topics, served(gate, name)),
        search(readable, topics, gate),
        new Documents(readable.catalogue(), topics, freshness::withheld),
        flow[0],
        backlog,
        readable.searcher(),
        readable.catalogue(),
        readable.queryEmbedder().tokenizer());
  }

  private Search search(ReadableGeneration readable, List<String> topics, Gate gate) {
    return new Search(
        settings.search(),
        topics,
        gate,
        readable.queryEmbedder(),
        readable.searcher(),
        telemetry,
        clock);
  }

  private static Gate gate(Freshness freshness) {
    return (token, asOf, wait, caller) -> {
      Freshness.View view = freshness.await(token, asOf, wait, caller);
      return new View(view.point(), view.watermark(), view.ageSeconds(), view.access());
    };
  }

  /** Nobody is answered by a generation that no longer serves. */
  private Gate served(Gate gate, String name) {
    return (token, asOf, wait, caller) -> {
      View view = gate.await(token, asOf, wait, caller);
      generations.requireStill(name);
      return view;
    };
  }
}

package dev.freshet.query;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.telemetry.MeasuredSearcher;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.documents.Documents;
import dev.freshet.query.flow.Backlog;
import dev.freshet.query.flow.Flow;
import dev.freshet.query.freshness.Freshness;
import dev.freshet.query.generations.GenerationSwitch;
import dev.freshet.query.generations.LiveGeneration;
import dev.freshet.query.generations.ReadableGeneration;
import dev.freshet.query.journey.Journeys;
import dev.freshet.query.journey.Letters;
import dev.freshet.query.rerank.Reranker;
import dev.freshet.query.retrieval.Gate;
import dev.freshet.query.retrieval.Moment;
import dev.freshet.query.retrieval.Past;
import dev.freshet.query.retrieval.View;
import dev.freshet.query.search.Search;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The rooms that a generation has for itself, wired by hand. */
record GenerationAssembly(
    QuerySettings settings,
    Kafka kafka,
    List<SourceTopic> sources,
    GenerationSwitch generations,
    Optional<Reranker> reranker,
    Letters letters,
    ObjectiveAssembly objective,
    Telemetry telemetry,
    InstantSource clock) {

  LiveGeneration live(ReadableGeneration readable) {
    String name = readable.name();
    PassageSearcher searcher = new MeasuredSearcher(readable.searcher(), telemetry);
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
            searcher,
            event -> {
              // While it is built, what comes out says nothing of how long documents take.
              boolean users = !event.origin().identity().tenant().equals(Tenant.CANARY);
              if (serves.getAsBoolean() && users) {
                flow[0].observe(event);
                objective.observe(event);
              }
            },
            objective::write,
            serves,
            telemetry,
            clock);
    Backlog backlog =
        kafka.backlog(readable.topics(), readable.documentGroups(), readable.groups());
    flow[0] =
        new Flow(backlog, freshness::lagRecords, () -> searcher.count(freshness.point()), clock);
    return new LiveGeneration(
        name,
        freshness,
        search(readable, searcher, topics, served(freshness, name), served(freshness.past(), name)),
        search(readable, searcher, topics, freshness, freshness.past()),
        new Documents(settings.documents(), readable.catalogue(), topics, freshness::withheld),
        new Journeys(
            settings.journey(),
            sources,
            readable.topics(),
            name,
            readable.catalogue(),
            freshness,
            flow[0]::recentFreshness,
            letters,
            kafka::pieces,
            clock),
        flow[0],
        backlog,
        searcher,
        readable.catalogue(),
        readable.queryEmbedder());
  }

  private Search search(
      ReadableGeneration readable,
      PassageSearcher searcher,
      List<String> topics,
      Gate gate,
      Past past) {
    return new Search(
        settings.search(),
        topics,
        gate,
        past,
        readable.queryEmbedder(),
        searcher,
        reranker,
        telemetry,
        clock);
  }

  /** Nobody is answered by a generation that no longer serves. */
  private Gate served(Gate gate, String name) {
    return (token, asOf, wait, caller) -> {
      View view = gate.await(token, asOf, wait, caller);
      generations.requireStill(name);
      return view;
    };
  }

  private Past served(Past past, String name) {
    return new Past() {
      @Override
      public View at(Moment moment, Access caller) {
        return still(past.at(moment, caller));
      }

      @Override
      public View again(ReadPoint point, Duration wait, Access caller) {
        return still(past.again(point, wait, caller));
      }

      private View still(View view) {
        generations.requireStill(name);
        return view;
      }

      @Override
      public boolean shown(DocumentIdentity document, Access caller) {
        return past.shown(document, caller);
      }
    };
  }
}

package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.query.retrieval.ResultJson;
import dev.freshet.query.retrieval.Retrieved;
import dev.freshet.query.retrieval.Scored;
import dev.freshet.query.retrieval.View;
import dev.freshet.query.watch.matching.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a watch is told of a document, given what it was told before. Changes nothing. */
final class Tellings {
  private final ResultJson json = new ResultJson(new TextAnalysis());
  private final Queries queries;

  Tellings(Queries queries) {
    this.queries = queries;
  }

  /** A passage that a watch's query meets. */
  record Hit(EmbeddedPassage passage, Match<Standing> match) {
    String id() {
      return passage.passage().identity();
    }
  }

  /** What is told, without an id yet, and what is remembered of the document then. */
  record Told(List<Event> events, Set<String> passages) {}

  /**
   * The passages that meet the query now: those not pushed before are pushed, those pushed before
   * that are not among them are retracted. A passage whose content was pushed is not pushed again.
   */
  Told met(Standing watch, Arrival arrival, List<Hit> hits, View view) {
    Optional<Memory.Pushed> before = watch.memory().of(arrival.identity());
    Set<String> known = before.map(Memory.Pushed::passages).orElse(Set.of());
    Event.Kind kind = before.isEmpty() ? Event.Kind.MATCH : Event.Kind.UPDATE;
    Set<String> now = new LinkedHashSet<>();
    List<Event> events = new ArrayList<>();
    for (Hit hit : hits) {
      if (now.add(hit.id()) && !known.contains(hit.id())) {
        events.add(
            new Event(
                kind,
                Optional.empty(),
                Optional.of(arrival.identity()),
                data(watch, arrival, hit, view)));
      }
    }
    List<String> gone = known.stream().filter(id -> !now.contains(id)).sorted().toList();
    if (!gone.isEmpty()) {
      events.add(retraction(arrival.identity(), gone, Reason.SUPERSEDED));
    }
    return new Told(events, now);
  }

  /** All that was pushed of a document no longer counts; none where nothing was. */
  static Optional<Event> gone(Standing watch, DocumentIdentity identity, Reason reason) {
    return watch
        .memory()
        .of(identity)
        .map(pushed -> retraction(identity, pushed.passages().stream().sorted().toList(), reason));
  }

  /** Ids alone: of a document that may be hidden by now nothing else is said. */
  private static Event retraction(
      DocumentIdentity identity, Collection<String> passages, Reason reason) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putObject("document").put("id", identity.id().value()).put("source", identity.source());
    ArrayNode ids = data.putArray("passages");
    passages.forEach(ids::add);
    data.put("reason", reason.label());
    return new Event(Event.Kind.RETRACT, Optional.empty(), Optional.of(identity), data);
  }

  private ObjectNode data(Standing watch, Arrival arrival, Hit hit, View view) {
    var found =
        new FoundPassage(
            PassageKey.of(arrival.identity(), arrival.version(), hit.passage().passage().ordinal()),
            arrival.identity(),
            arrival.version(),
            arrival.metadata(),
            hit.passage().passage(),
            arrival.offset());
    var scored = new Scored(found, hit.match().score(), hit.match().dense(), hit.match().sparse());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    json.write(answer, new Retrieved(List.of(scored), queries.terms(watch.wanted()), view));
    ObjectNode data = (ObjectNode) answer.get("results").get(0);
    ((ObjectNode) data.get("passage")).put("id", hit.id());
    data.set("freshness", answer.get("freshness"));
    return data;
  }
}

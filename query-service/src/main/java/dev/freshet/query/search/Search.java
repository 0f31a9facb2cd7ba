package dev.freshet.query.search;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.ranking.Fusion.Ranked;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.common.text.TextNormaliser;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Gate;
import dev.freshet.query.retrieval.Mode;
import dev.freshet.query.retrieval.ResultJson;
import dev.freshet.query.retrieval.Retrieved;
import dev.freshet.query.retrieval.Retriever;
import dev.freshet.query.retrieval.Scored;
import dev.freshet.query.retrieval.SearchReader;
import dev.freshet.query.retrieval.SearchRequest;
import dev.freshet.query.retrieval.Trail;
import dev.freshet.query.retrieval.View;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Retrieves, and answers {@code POST /v1/search}. */
public final class Search implements Handler, Retriever {
  private final SearchSettings settings;
  private final SearchReader reader;
  private final Gate gate;
  private final Embedder embedder;
  private final PassageSearcher searcher;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final TextAnalysis analysis = new TextAnalysis();
  private final Turns turns;
  private final ResultJson json = new ResultJson(analysis);

  /**
   * @param sources the source topics there are
   * @param gate what is retrievable, and waiting for it
   * @param clock by which documents have expired or not
   */
  public Search(
      SearchSettings settings,
      List<String> sources,
      Gate gate,
      Embedder embedder,
      PassageSearcher searcher,
      Telemetry telemetry,
      InstantSource clock) {
    this.settings = settings;
    this.reader = new SearchReader(sources);
    this.gate = gate;
    this.embedder = embedder;
    this.searcher = searcher;
    this.telemetry = telemetry;
    this.clock = clock;
    this.turns =
        new Turns(Math.max(Runtime.getRuntime().availableProcessors(), embedder.callers()));
  }

  @Override
  public Reply handle(Request http) {
    SearchRequest request = reader.read(http.body());
    long start = System.nanoTime();
    var steps = new Steps(telemetry);
    Retrieved found = retrieve(request, http.caller().access(), steps);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    json.write(answer, found);
    answer.put("tookMs", Math.round(steps.over("total", start) * 100) / 100.0);
    Map<String, String> headers =
        Map.of(View.WATERMARK_HEADER, found.view().header(), Steps.HEADER, steps.header());
    return Reply.json(200, Reply.JSON, headers, answer);
  }

  @Override
  public Retrieved retrieve(SearchRequest request, Access caller) {
    return retrieve(request, caller, new Steps(telemetry));
  }

  private Retrieved retrieve(SearchRequest request, Access caller, Steps steps) {
    Trail.asked(request);
    long start = System.nanoTime();
    // What is demanded is waited for before the turn: nobody else's answer waits with it.
    gate.await(request.token(), request.asOf(), request.patience(), caller);
    steps.over("fresh", start);
    long wait = System.nanoTime();
    try (Turns.Turn _ = turns.take()) {
      steps.over("turn", wait);
      // Embedded before the view is taken: the answer then reads as late as it can.
      Optional<Vector> vector = vector(request, steps);
      List<String> terms = analysis.queryTerms(request.query());
      View view = gate.await(request.token(), request.asOf(), request.patience(), caller);
      var found =
          new Retrieved(find(request, vector, terms, view, steps), Set.copyOf(terms), view);
      Trail.found(found);
      return found;
    }
  }

  private Optional<Vector> vector(SearchRequest request, Steps steps) {
    if (request.mode() == Mode.SPARSE) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    try {
      List<String> texts = List.of(TextNormaliser.normalise(request.query()));
      return Optional.of(embedder.embed(texts, Purpose.QUERY).getFirst());
    } catch (Refused e) {
      throw Problem.field("query", "the embedding model refuses this query: " + e.getMessage());
    } finally {
      steps.over("embed", start);
    }
  }

  private List<Scored> find(
      SearchRequest request, Optional<Vector> vector, List<String> terms, View view, Steps steps) {
    PassageQuery query =
        new PassageQuery(
            vector,
            request.mode() == Mode.DENSE ? List.of() : terms,
            Math.max(settings.depth(), request.limit()),
            view.access(),
            request.filter(),
            request.sources(),
            clock.instant());
    long start = System.nanoTime();
    try (PassageSearcher.Snapshot snapshot = searcher.open(view.point())) {
      Candidates candidates = snapshot.candidates(query);
      List<Ranked> ranked =
          Fusion.DEFAULT.fuse(candidates).stream().limit(request.limit()).toList();
      return scored(ranked, snapshot.fetch(ranked.stream().map(Ranked::key).toList()));
    } finally {
      steps.over("store", start);
    }
  }

  /** What was ranked and is still there, in the order it was ranked. */
  private static List<Scored> scored(List<Ranked> ranked, List<FoundPassage> found) {
    Map<PassageKey, FoundPassage> there =
        found.stream().collect(Collectors.toMap(FoundPassage::key, Function.identity()));
    return ranked.stream()
        .filter(r -> there.containsKey(r.key()))
        .map(r -> new Scored(there.get(r.key()), r.score(), r.dense(), r.sparse()))
        .toList();
  }
}

package dev.freshet.query.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.ranking.Fusion.Ranked;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.Filter;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers {@code POST /v1/search}. */
public final class Search implements Handler {
  /** The header that repeats the watermark. */
  public static final String WATERMARK_HEADER = "Freshet-Watermark";

  private final SearchSettings settings;
  private final SearchReader reader;
  private final Gate gate;
  private final Embedder embedder;
  private final PassageSearcher searcher;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final TextAnalysis analysis = new TextAnalysis();
  private final Turns turns;
  private final SearchJson json = new SearchJson(new Highlights(analysis));

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

  /** What was ranked and is still there, and the passages of it, in one order. */
  private record Found(List<Ranked> ranked, List<FoundPassage> passages) {
    static Found of(List<Ranked> ranked, List<FoundPassage> passages) {
      Set<PassageKey> there =
          passages.stream().map(FoundPassage::key).collect(Collectors.toUnmodifiableSet());
      return new Found(ranked.stream().filter(r -> there.contains(r.key())).toList(), passages);
    }
  }

  @Override
  public Reply handle(Request http) {
    SearchRequest request = reader.read(http.body());
    long start = System.nanoTime();
    var steps = new Steps(telemetry);
    // What is demanded is waited for before the turn: nobody else's answer waits with it.
    Access caller = http.caller().access();
    gate.await(request.token(), request.asOf(), request.patience(), caller);
    steps.over("fresh", start);
    long wait = System.nanoTime();
    try (Turns.Turn _ = turns.take()) {
      steps.over("turn", wait);
      return answer(request, caller, start, steps);
    }
  }

  /**
   * The best passages for a query, as of now, without filter.
   *
   * @param query 1 to 4096 characters, not blank
   * @param limit 1 to 200
   */
  public List<FoundPassage> passages(String query, int limit, Access caller) {
    SearchRequest request =
        new SearchRequest(
            query,
            limit,
            Mode.HYBRID,
            Filter.EVERYTHING,
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO);
    var steps = new Steps(telemetry);
    try (Turns.Turn _ = turns.take()) {
      Optional<Vector> vector = vector(request, steps);
      Gate.View view = gate.await(Optional.empty(), Optional.empty(), Duration.ZERO, caller);
      return find(request, vector, analysis.queryTerms(query), view, steps).passages();
    }
  }

  private Reply answer(SearchRequest request, Access caller, long start, Steps steps) {
    // Embedded before the view is taken: the answer then reads as late as it can.
    Optional<Vector> vector = vector(request, steps);
    List<String> terms = analysis.queryTerms(request.query());
    Gate.View view = gate.await(request.token(), request.asOf(), request.patience(), caller);
    Found found = find(request, vector, terms, view, steps);
    ObjectNode answer = json.write(found.ranked(), found.passages(), Set.copyOf(terms), view);
    answer.put("tookMs", Math.round(steps.over("total", start) * 100) / 100.0);
    Map<String, String> headers =
        Map.of(WATERMARK_HEADER, header(view.watermark()), Steps.HEADER, steps.header());
    return Reply.json(200, Reply.JSON, headers, answer);
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

  private Found find(
      SearchRequest request,
      Optional<Vector> vector,
      List<String> terms,
      Gate.View view,
      Steps steps) {
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
      return Found.of(ranked, snapshot.fetch(ranked.stream().map(Ranked::key).toList()));
    } finally {
      steps.over("store", start);
    }
  }

  /** {@code documents-0@41,bulk-0@7}: one token a source partition. */
  private static String header(Map<String, Long> watermark) {
    StringBuilder text = new StringBuilder();
    watermark.forEach(
        (partition, offset) -> {
          text.append(text.isEmpty() ? "" : ",").append(partition).append('@').append(offset);
        });
    return text.toString();
  }
}

package dev.freshet.query.search;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.rerank.Reranker;
import dev.freshet.query.retrieval.Gate;
import dev.freshet.query.retrieval.Mode;
import dev.freshet.query.retrieval.Moment;
import dev.freshet.query.retrieval.Ordering;
import dev.freshet.query.retrieval.Past;
import dev.freshet.query.retrieval.QueryVector;
import dev.freshet.query.retrieval.ResultJson;
import dev.freshet.query.retrieval.Retrieved;
import dev.freshet.query.retrieval.Retriever;
import dev.freshet.query.retrieval.Scored;
import dev.freshet.query.retrieval.SearchReader;
import dev.freshet.query.retrieval.SearchRequest;
import dev.freshet.query.retrieval.Trail;
import dev.freshet.query.retrieval.View;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Retrieves, and answers {@code POST /v1/search}. */
public final class Search implements Handler, Retriever {
  private final SearchSettings settings;
  private final SearchReader reader;
  private final Gate gate;
  private final Past past;
  private final QueryVectors vectors;
  private final Gathering gathering;
  private final Reranking reranking;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final TextAnalysis analysis = new TextAnalysis();
  private final Turns turns;
  private final ResultJson json = new ResultJson(analysis);

  /**
   * @param sources the source topics there are
   * @param gate what is retrievable, and waiting for it
   * @param past what was retrievable before
   * @param reranker empty: there is none
   * @param clock by which documents have expired or not
   */
  public Search(
      SearchSettings settings,
      List<String> sources,
      Gate gate,
      Past past,
      Embedder embedder,
      PassageSearcher searcher,
      Optional<Reranker> reranker,
      Telemetry telemetry,
      InstantSource clock) {
    this.settings = settings;
    this.reader = new SearchReader(sources);
    this.gate = gate;
    this.past = past;
    this.vectors =
        new QueryVectors(query -> QueryVector.of(query, embedder), settings.rememberedQueries());
    this.gathering = new Gathering(settings, searcher, past, clock);
    this.reranking = new Reranking(reranker);
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
        Map.of(
            View.WATERMARK_HEADER,
            found.view().header(),
            View.READ_POINT_HEADER,
            Moment.name(found.view().point()),
            Steps.HEADER,
            steps.header());
    return Reply.json(200, Reply.JSON, headers, answer);
  }

  @Override
  public Retrieved retrieve(SearchRequest request, Access caller) {
    return retrieve(request, caller, new Steps(telemetry));
  }

  private Retrieved retrieve(SearchRequest asked, Access caller, Steps steps) {
    SearchRequest request = asked.aging(settings.recency());
    Trail.asked(request);
    reranking.require(request.ordering().rerank());
    Optional<Cursor> cursor =
        request.listing().cursor().map(text -> Cursor.read(text, request, settings.pagedResults()));
    long start = System.nanoTime();
    // What is demanded is waited for before the turn: nobody else's answer waits with it.
    gate.await(request.token(), request.asOf(), request.patience(), caller);
    cursor.ifPresent(page -> past.again(page.point(), request.patience(), caller));
    steps.over("fresh", start);
    Question question;
    Gathering.Gathered gathered;
    long wait = System.nanoTime();
    try (Turns.Turn _ = turns.take()) {
      steps.over("turn", wait);
      // Embedded before the view is taken: the answer then reads as late as it can.
      Optional<Vector> vector = vector(request, caller, steps);
      question = question(request, cursor, vector, caller);
      long store = System.nanoTime();
      gathered = gathering.gather(question);
      steps.over("store", store);
    }
    Retrieved found = answer(question, gathered, steps);
    Trail.found(found);
    telemetry.search(!found.passages().isEmpty());
    return found;
  }

  private Optional<Vector> vector(SearchRequest request, Access caller, Steps steps) {
    if (request.mode() == Mode.SPARSE) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    try {
      return Optional.of(vectors.of(caller, request.query()));
    } finally {
      steps.over("embed", start);
    }
  }

  private Question question(
      SearchRequest request, Optional<Cursor> cursor, Optional<Vector> vector, Access caller) {
    View view =
        cursor
            .map(page -> past.again(page.point(), request.patience(), caller))
            .or(() -> request.at().map(moment -> past.at(moment, caller)))
            .orElseGet(
                () -> gate.await(request.token(), request.asOf(), request.patience(), caller));
    boolean former = cursor.isPresent() || request.at().isPresent();
    Instant now = cursor.map(Cursor::now).orElseGet(() -> now(request));
    Set<Long> given = cursor.map(Cursor::given).orElse(Set.of());
    List<String> terms = analysis.queryTerms(request.query());
    int ranked = reranking.depth(request);
    return new Question(request, vector, terms, view, former, now, given, ranked);
  }

  /** Ages are told as of when the reader reads. */
  private Instant now(SearchRequest request) {
    return request
        .at()
        .filter(Moment.Time.class::isInstance)
        .map(moment -> ((Moment.Time) moment).time())
        .orElseGet(clock::instant);
  }

  /** What was gathered, ordered and cut to the page. */
  private Retrieved answer(Question question, Gathering.Gathered gathered, Steps steps) {
    long start = System.nanoTime();
    Reranking.Outcome reranked = reranking.apply(question, gathered.passages());
    if (reranked.told().isPresent()) {
      steps.over("rerank", start);
    }
    reranked
        .told()
        .flatMap(Retrieved.Reranking::failure)
        .ifPresent(_ -> telemetry.outage("reranker"));
    List<Scored> ordered = reranked.passages();
    for (Step step : steps(question)) {
      ordered = step.apply(ordered);
    }
    Page page = Page.of(question, ordered, gathered.more(), settings.pagedResults());
    // Reranked ones have no next page: it would have to be reranked among others.
    Optional<String> next = reranked.told().isPresent() ? Optional.empty() : page.next();
    return new Retrieved(
        page.passages(),
        Set.copyOf(question.terms()),
        question.view(),
        new Retrieved.Extras(question.grouped(), next, gathered.facets(), reranked.told()));
  }

  private List<Step> steps(Question question) {
    Ordering ordering = question.request().ordering();
    var groupSize = question.request().listing().groupSize();
    List<Step> steps = new ArrayList<>();
    if (!ordering.aging().isNone()) {
      steps.add(Step.aging(ordering.aging(), question.now()));
    }
    ordering
        .diversity()
        .ifPresent(
            diversity ->
                steps.add(
                    Step.diversifying(
                        diversity, analysis, question.reach() * groupSize.orElse(1))));
    groupSize.ifPresent(size -> steps.add(Step.grouping(size)));
    return steps;
  }
}

package dev.freshet.query.search;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.ranking.Fusion.Ranked;
import dev.freshet.common.ranking.Recency;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.Facet;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.TooManyValues;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.Past;
import dev.freshet.query.retrieval.Scored;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes from the store what an answer is made of. Lists are taken deeper, four times as deep each
 * time, while they do not fill the page and there is more.
 */
final class Gathering {
  private static final int DEEPEST = 1000;
  private static final int DEEPER = 4;

  /** How often it is asked again without documents that turned out to be gone. */
  private static final int MAX_ROUNDS = 8;

  private final SearchSettings settings;
  private final PassageSearcher searcher;
  private final Past past;
  private final InstantSource clock;

  Gathering(SearchSettings settings, PassageSearcher searcher, Past past, InstantSource clock) {
    this.settings = settings;
    this.searcher = searcher;
    this.past = past;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param passages in the fused order, those of earlier pages included; of a plain question only
   *     what its page needs
   * @param more whether there may be more than this page gives
   * @param facets as asked for
   */
  record Gathered(List<Scored> passages, boolean more, List<Facet> facets) {}

  /** One look at the store. */
  private record Look(List<Scored> passages, int units, boolean whole) {}

  Gathered gather(Question question) {
    try (PassageSearcher.Snapshot snapshot = searcher.open(question.view().point())) {
      Access access = question.view().access();
      List<Facet> facets = facets(question, snapshot);
      int depth = firstDepth(question);
      int limit = question.request().limit();
      for (int round = 1; ; round++) {
        Look look = look(question, snapshot, access, depth);
        Set<DocumentIdentity> gone = gone(question, look.passages());
        if (!gone.isEmpty() && round < MAX_ROUNDS) {
          access = access.withholding(joined(access.withheld(), gone));
        } else if (look.units() >= limit || look.whole() || depth == DEEPEST) {
          List<Scored> left =
              look.passages().stream()
                  .filter(one -> !gone.contains(one.passage().identity()))
                  .toList();
          boolean more = look.units() > limit || (!look.whole() && depth < DEEPEST);
          return new Gathered(left, more, facets);
        } else {
          depth = Math.min(DEEPEST, depth * DEEPER);
        }
      }
    }
  }

  private int firstDepth(Question question) {
    boolean reordered =
        question.grouped()
            || !question.request().ordering().aging().isNone()
            || question.request().ordering().diversity().isPresent();
    int depth = reordered ? settings.orderedDepth() : settings.depth();
    return Math.min(DEEPEST, Math.max(Math.max(depth, question.reranked()), question.reach()));
  }

  private Look look(
      Question question, PassageSearcher.Snapshot snapshot, Access access, int depth) {
    Candidates candidates = snapshot.candidates(query(question, access, depth));
    List<Ranked> ranked = settings.fusion().fuse(candidates);
    boolean whole = shorter(candidates.dense(), depth) && shorter(candidates.sparse(), depth);
    if (question.plain()) {
      List<Ranked> page = ranked.stream().limit(question.request().limit()).toList();
      return new Look(fetch(snapshot, page), ranked.size(), whole);
    }
    Recency recency = question.request().ordering().aging();
    List<Scored> passages =
        fetch(snapshot, ranked).stream()
            .filter(one -> recency.admits(Recency.time(one.passage()), question.now()))
            .toList();
    long units =
        passages.stream()
            .map(one -> Cursor.unit(one, question.grouped()))
            .filter(unit -> !question.given().contains(unit))
            .distinct()
            .count();
    return new Look(passages, (int) units, whole);
  }

  private PassageQuery query(Question question, Access access, int depth) {
    Filter bound = question.request().ordering().aging().filter(question.now());
    Filter filter = question.request().filter();
    return new PassageQuery(
        question.vector(),
        question.listedTerms(),
        depth,
        access,
        bound.equals(Filter.EVERYTHING) ? filter : new Filter.All(List.of(filter, bound)),
        question.request().sources(),
        clock.instant());
  }

  private static boolean shorter(List<Candidate> list, int depth) {
    return list.size() < depth;
  }

  private List<Facet> facets(Question question, PassageSearcher.Snapshot snapshot) {
    List<String> fields = question.request().listing().facets();
    if (fields.isEmpty()) {
      return List.of();
    }
    try {
      return snapshot.facets(
          new FacetQuery(
              fields,
              settings.facetValues(),
              question.view().access(),
              question.request().filter(),
              question.request().sources(),
              clock.instant()));
    } catch (TooManyValues e) {
      throw Problem.field("facets", e.getMessage() + ": narrow them by \"filter\"");
    }
  }

  /** What must not be shown although it stood then. */
  private Set<DocumentIdentity> gone(Question question, List<Scored> passages) {
    if (!question.former()) {
      return Set.of();
    }
    return passages.stream()
        .map(one -> one.passage().identity())
        .distinct()
        .filter(document -> !past.shown(document, question.view().access()))
        .collect(Collectors.toSet());
  }

  private static Set<DocumentIdentity> joined(
      Set<DocumentIdentity> some, Set<DocumentIdentity> more) {
    Set<DocumentIdentity> all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }

  /** What was ranked and is still there, in the order it was ranked. */
  private static List<Scored> fetch(PassageSearcher.Snapshot snapshot, List<Ranked> ranked) {
    Map<PassageKey, FoundPassage> there =
        snapshot.fetch(ranked.stream().map(Ranked::key).toList()).stream()
            .collect(Collectors.toMap(FoundPassage::key, Function.identity()));
    return ranked.stream()
        .filter(r -> there.containsKey(r.key()))
        .map(r -> new Scored(there.get(r.key()), r.score(), r.dense(), r.sparse()))
        .toList();
  }
}

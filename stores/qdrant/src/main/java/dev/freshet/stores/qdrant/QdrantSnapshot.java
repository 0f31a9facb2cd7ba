package dev.freshet.stores.qdrant;

import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.Facet;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.PassageSearcher.Snapshot;
import dev.freshet.common.store.ReadPoint;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A read point: nothing is held open on the server, for what is visible at a read point that was
 * told does not change until it is swept.
 */
final class QdrantSnapshot implements Snapshot {
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::key);

  /** How many times as many are asked for where the last ones score the same. */
  private static final int MORE = 4;

  /** Among more of the same score than that, the server says which are given. */
  private static final int MOST = 10_000;

  private final QdrantServer server;
  private final Names names;
  private final StoredPoints stored;
  private final int candidates;
  private final ReadPoint at;
  private volatile boolean closed;

  QdrantSnapshot(
      QdrantServer server, Names names, StoredPoints stored, int candidates, ReadPoint at) {
    this.server = server;
    this.names = names;
    this.stored = stored;
    this.candidates = candidates;
    this.at = at;
  }

  /** One list that is asked for. */
  private record Wanted(String using, Query query) {}

  @Override
  public Candidates candidates(PassageQuery query) {
    requireOpen();
    List<Wanted> wanted = new ArrayList<>();
    query
        .vector()
        .ifPresent(v -> wanted.add(new Wanted(Names.DENSE, QueryFactory.nearest(v.toArray()))));
    SparseVectors.Sparse sparse = SparseVectors.ofQuery(query.terms());
    if (!sparse.isEmpty()) {
      wanted.add(
          new Wanted(Names.SPARSE, QueryFactory.nearest(sparse.weights(), sparse.indices())));
    }
    Map<String, List<Candidate>> lists = lists(wanted, SearchFilters.of(query, at), query.depth());
    return new Candidates(
        lists.getOrDefault(Names.DENSE, List.of()), lists.getOrDefault(Names.SPARSE, List.of()));
  }

  private Map<String, List<Candidate>> lists(List<Wanted> wanted, Common.Filter filter, int depth) {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    // One more than wanted shows whether the last of them was chosen by its score alone.
    List<QueryPoints> asked = wanted.stream().map(list -> query(list, filter, depth + 1)).toList();
    List<BatchResult> answers =
        server.ask("search", client -> client.queryBatchAsync(names.passages(), asked));
    Map<String, List<Candidate>> lists = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      List<ScoredPoint> found = answers.get(i).getResultList();
      lists.put(wanted.get(i).using(), best(wanted.get(i), filter, found, depth));
    }
    return lists;
  }

  private QueryPoints query(Wanted list, Common.Filter filter, int limit) {
    return QueryPoints.newBuilder()
        .setCollectionName(names.passages())
        .setQuery(list.query())
        .setUsing(list.using())
        .setFilter(filter)
        .setLimit(limit)
        .setParams(SearchParams.newBuilder().setHnswEf(Math.max(candidates, limit)))
        .setWithPayload(WithPayloadSelectorFactory.enable(false))
        .build();
  }

  private List<Candidate> best(
      Wanted list, Common.Filter filter, List<ScoredPoint> first, int depth) {
    List<ScoredPoint> found = first;
    int limit = depth + 1;
    while (found.size() == limit
        && limit < MOST
        && found.get(depth - 1).getScore() == found.getLast().getScore()) {
      limit = Math.min(MOST, limit * MORE);
      QueryPoints more = query(list, filter, limit);
      found = server.ask("search", client -> client.queryAsync(more));
    }
    return found.stream()
        .map(point -> new Candidate(PassagePoints.key(point.getId()), point.getScore()))
        .sorted(BEST_FIRST)
        .limit(depth)
        .toList();
  }

  @Override
  public List<FoundPassage> fetch(List<PassageKey> keys) {
    requireOpen();
    Map<PassageKey, FoundPassage> found =
        stored
            .passages(keys.stream().map(PassagePoints::id).toList(), List.of(), List.of())
            .stream()
            .map(PassagePoints::found)
            .collect(Collectors.toMap(FoundPassage::key, Function.identity()));
    // One that was swept or has expired since then is gone for this reader too.
    return keys.stream().filter(found::containsKey).map(found::get).toList();
  }

  @Override
  public List<Facet> facets(FacetQuery query) {
    requireOpen();
    return new FacetCounting(server, names, at).count(query);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the snapshot is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}

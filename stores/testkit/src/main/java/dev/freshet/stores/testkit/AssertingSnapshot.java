package dev.freshet.stores.testkit;

import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.Facet;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.PassageSearcher.Snapshot;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A snapshot that watches its caller and its own lists. */
final class AssertingSnapshot implements Snapshot {
  private final Snapshot snapshot;
  private final int dimension;
  private final Set<PassageKey> given = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  AssertingSnapshot(Snapshot snapshot, int dimension) {
    this.snapshot = snapshot;
    this.dimension = dimension;
  }

  private static void require(boolean holds, String law) {
    if (!holds) {
      throw new AssertionError(law);
    }
  }

  @Override
  public Candidates candidates(PassageQuery query) {
    require(!closed, "a closed snapshot was asked");
    require(
        query.vector().isEmpty() || query.vector().get().dimension() == dimension,
        "a query vector of another dimension");
    Candidates found = snapshot.candidates(query);
    inOrder(found.dense(), query.depth());
    inOrder(found.sparse(), query.depth());
    require(found.sparse().stream().allMatch(c -> c.score() > 0), "a sparse score not above 0");
    return found;
  }

  private void inOrder(List<Candidate> list, int depth) {
    require(list.size() <= depth, "a list longer than its depth");
    for (int i = 1; i < list.size(); i++) {
      Candidate before = list.get(i - 1);
      Candidate here = list.get(i);
      int byScore = Double.compare(before.score(), here.score());
      require(
          byScore > 0 || (byScore == 0 && before.key().compareTo(here.key()) < 0),
          "a list that is not best first, equal scores by key");
    }
    list.forEach(candidate -> given.add(candidate.key()));
  }

  @Override
  public List<FoundPassage> fetch(List<PassageKey> keys) {
    require(!closed, "a closed snapshot was asked");
    require(given.containsAll(keys), "a key that this snapshot did not give");
    List<FoundPassage> found = snapshot.fetch(keys);
    require(found.stream().map(FoundPassage::key).toList().equals(keys), "not these keys");
    return found;
  }

  @Override
  public List<Facet> facets(FacetQuery query) {
    require(!closed, "a closed snapshot was asked");
    List<Facet> facets = snapshot.facets(query);
    require(facets.stream().map(Facet::field).toList().equals(query.fields()), "not these fields");
    for (Facet facet : facets) {
      require(facet.values().size() <= query.most(), "more values than wanted");
      require(facet.other() >= 0 && facet.missing() >= 0, "less than no documents");
      require(facet.values().stream().allMatch(v -> v.documents() > 0), "a value that none has");
    }
    return facets;
  }

  @Override
  public void close() {
    closed = true;
    snapshot.close();
  }
}

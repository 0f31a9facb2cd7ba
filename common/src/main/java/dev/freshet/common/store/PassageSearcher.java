package dev.freshet.common.store;

import java.util.List;

/**
 * The reading half of a store. Safe to use from several threads. Every method throws {@link
 * dev.freshet.common.failure.Outage} where the store cannot answer now.
 */
public interface PassageSearcher {

  /**
   * The last input offsets that this reader could show, at least those whose index events were
   * told.
   */
  ReadPoint readable();

  /** How many passages are visible at a read point, over all tenants. */
  long count(ReadPoint at);

  /**
   * A view as of a read point; must be closed. It does not move while it is open, where the read
   * point is not ahead of what was {@link #readable} at opening and what it shows is not swept
   * meanwhile.
   */
  Snapshot open(ReadPoint at);

  /**
   * One view of the store as of a read point: both lists and the passages come from the same state.
   */
  interface Snapshot extends AutoCloseable {

    /**
     * The best candidates of each list. Exact tenant, principals and filter: never one passage too
     * many, and none missing because the filter was applied too late.
     */
    Candidates candidates(PassageQuery query);

    /**
     * The passages of these keys, in their order; without those that were swept or have expired
     * since they were given, where the store holds nothing for a snapshot.
     *
     * @param keys keys that {@link #candidates} of this snapshot gave
     */
    List<FoundPassage> fetch(List<PassageKey> keys);

    /**
     * Counts documents by the values of text fields, exactly: each visible document once, however
     * many passages it has. In the order of the query's fields. A value that {@link Facts} stands
     * for by a hash counts as another one.
     *
     * @throws TooManyValues where a field has more than {@link FacetQuery#MAX_VALUES}
     */
    List<Facet> facets(FacetQuery query);

    @Override
    void close();
  }
}

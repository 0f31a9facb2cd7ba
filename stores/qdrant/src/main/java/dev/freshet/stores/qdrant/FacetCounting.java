package dev.freshet.stores.qdrant;

import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchKeyword;

import dev.freshet.common.store.Facet;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.Facts;
import dev.freshet.common.store.ReadPoint;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Points.FacetCounts;
import io.qdrant.client.grpc.Points.FacetHit;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts documents by Qdrant's facets of the facts: of each document the first passage stands for
 * it, which every document with passages has. The server gives the most frequent facts of all
 * fields, and those of the field asked for are taken from them: of values so rare that they are not
 * among the {@link #FACTS} most frequent facts only the sum is known, and they count as others.
 */
final class FacetCounting {
  /** How many facts the server gives at most. */
  private static final int FACTS = 10_000;

  private final QdrantServer server;
  private final Names names;
  private final ReadPoint at;

  FacetCounting(QdrantServer server, Names names, ReadPoint at) {
    this.server = server;
    this.names = names;
    this.at = at;
  }

  List<Facet> count(FacetQuery query) {
    Common.Filter documents =
        SearchFilters.of(query.access(), query.filter(), query.sources(), query.now(), at)
            .toBuilder()
            .addMust(match(PayloadFields.ORDINAL, 0))
            .build();
    long all = count(documents);
    List<FacetHit> facts = facts(documents);
    List<Facet> facets = new ArrayList<>();
    for (String field : query.fields()) {
      long having =
          count(
              documents.toBuilder()
                  .addMust(matchKeyword(PayloadFields.FACTS, Facts.exists(field)))
                  .build());
      facets.add(Facet.of(field, values(facts, field), query.most(), having, all));
    }
    return facets;
  }

  private long count(Common.Filter filter) {
    return server.ask(
        "count documents", client -> client.countAsync(names.passages(), filter, true));
  }

  private List<FacetHit> facts(Common.Filter documents) {
    FacetCounts facets =
        FacetCounts.newBuilder()
            .setCollectionName(names.passages())
            .setKey(PayloadFields.FACTS)
            .setFilter(documents)
            .setLimit(FACTS)
            .setExact(true)
            .build();
    return server.ask("count documents by facts", client -> client.facetAsync(facets));
  }

  private static List<Facet.Value> values(List<FacetHit> facts, String field) {
    String beginning = Facts.beginning(field);
    return facts.stream()
        .filter(hit -> hit.getValue().getStringValue().startsWith(beginning))
        .map(
            hit ->
                new Facet.Value(
                    hit.getValue().getStringValue().substring(beginning.length()), hit.getCount()))
        .toList();
  }
}

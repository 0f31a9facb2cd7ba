package dev.freshet.query.retrieval;

import java.util.List;
import java.util.Set;

/**
 * What a search found, from one state of the store.
 *
 * @param passages best first, at most as many as asked for; of each document passages of one
 *     version only
 * @param terms the query's words as they are indexed, for marking them
 * @param view as of what
 */
public record Retrieved(List<Scored> passages, Set<String> terms, View view) {
  /** Copies list and set. */
  public Retrieved {
    passages = List.copyOf(passages);
    terms = Set.copyOf(terms);
  }
}

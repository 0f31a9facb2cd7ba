package dev.freshet.evaluation.load;

import java.util.List;

/** What every measured system offers: search, readiness, and how much it holds. */
public interface SearchApi {
  /**
   * An answer.
   *
   * @param ids document ids of the results, best first
   * @param millis from request to the whole answer, by the client's clock
   * @param besideEmbedding the same without the query's own embedding and the wait for its turn;
   *     equal to millis where the system does not tell
   * @param besideStore the same without what the store took either
   */
  record Answer(List<String> ids, double millis, double besideEmbedding, double besideStore) {}

  /** Asks. */
  Answer search(String query, int limit);

  /** Whether it serves. */
  boolean ready();

  /** How many passages are searchable. */
  long passages();
}

package dev.freshet.query.erasure;

import java.util.Map;
import java.util.Set;

/** How long topics keep what is written to them. Safe to use from several threads. */
public interface TopicPolicies {
  /**
   * The policies of topics.
   *
   * @param prefix of Freshet's own topics
   * @param sources topics with other names
   * @return of those that hold documents' contents or tell of them, as far as there are such, by
   *     name
   * @throws dev.freshet.common.failure.Outage when Kafka does not answer, or does not tell
   */
  Map<String, Policy> of(String prefix, Set<String> sources);
}

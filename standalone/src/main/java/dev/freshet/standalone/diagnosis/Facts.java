package dev.freshet.standalone.diagnosis;

import java.time.Instant;
import java.util.Optional;

/**
 * All that rules look at.
 *
 * @param settings those in force
 * @param machine the process and its machine
 * @param cluster topics and groups; empty: Kafka was not asked or did not answer
 * @param generation the name of the one that the process works on; empty: not known
 * @param refusedLarge documents refused over HTTP as too large, since the start
 * @param reevaluated what the last round of questions came to
 * @param now by the process's clock
 */
record Facts(
    InForce settings,
    Machine machine,
    Optional<Cluster> cluster,
    String generation,
    long refusedLarge,
    Reevaluated reevaluated,
    Instant now) {
  /** Where no questions are asked. */
  Facts(
      InForce settings,
      Machine machine,
      Optional<Cluster> cluster,
      String generation,
      long refusedLarge,
      Instant now) {
    this(settings, machine, cluster, generation, refusedLarge, Reevaluated.NONE, now);
  }
}

/**
 * The storm: random publishing, updating, deleting, changes of permission and expiry, with kill -9
 * at random moments, held against a model of the truth. A seed enters; a list of violations leaves,
 * empty where every invariant held. A service that does not come back fails the run. Documents,
 * rounds, violations kept and waits are bounded.
 *
 * <pre>
 * Storm: deeds ──► Kafka ──► Freshet ◄── Watcher asks all the time ──► Check ◄── Truth
 *          │                    ▲                                         ▲
 *          └── kill -9, start ──┘            Audit, once it is quiet ─────┘
 * </pre>
 */
package dev.freshet.evaluation.faults;

/**
 * Whether the promise of freshness is kept.
 *
 * <p>In come index events, and the answers to a document that this room publishes to itself; out go
 * the share of documents that kept the objective, by window, how fast its error budget burns, and
 * whether the canary came. What does not come is told as a reason and never thrown. Bounded are the
 * windows, by minutes of three days, and the canary, one at a time, each with a deadline.
 */
package dev.freshet.query.objective;

/**
 * The store on Qdrant: dense vectors and BM25 sparse vectors of a generation in one collection, the
 * documents' heads and how far each input partition is applied in another beside it.
 *
 * <p>In come replacements and deletions of documents, each with its input position; out go two
 * lists of candidates as of a read point, the passages behind them, the vectors that stand and the
 * documents that have expired. Qdrant has no transactions: what a reader sees hangs on {@code
 * since} and {@code until} of each passage alone, which are compared inside the query. Changes are
 * sent in order, many at a time; each is a function of the record that brought it, so that sending
 * it twice changes nothing. A server that does not answer as it should is an Outage; the run that
 * met it ends, and its changes are read again. A collection of another make is refused at opening
 * as an IllegalStateException. Bounded are the changes on their way, the points of a request, and
 * the time a request may take.
 *
 * <pre>
 *   replace ── passages, ends of those before ──┐
 *           ── head ────────────────────────────┤ Outbox ── in order ──▶ Qdrant
 *   refresh ── how far applied ─────────────────┘
 *   Snapshot ── tenant, acl, filter, since ≤ n &lt; until ── one batch: dense | sparse
 * </pre>
 */
package dev.freshet.stores.qdrant;

/**
 * Publish: files and deletions enter by HTTP, a Kafka record and its freshness token leave. What
 * would become a dead letter by its id or headers is refused here as a 400 problem naming the
 * header; a body past the limit fails as 413 without being read further, Kafka not answering as an
 * Outage. Bounded are the body, the bodies held at once and the wait for Kafka.
 *
 * <p>A body beyond a record's size is not held: it streams to where claims are kept, and the record
 * refers to it.
 *
 * <pre>{@code
 * PUT ──► Body: fits a record? ──► Kafka ──► token
 *              └─ no ──► ClaimedBody ──► ClaimDeposit ──► a record that refers to it ──► Kafka
 * }</pre>
 */
package dev.freshet.query.publish;

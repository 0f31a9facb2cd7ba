/**
 * Publish: files and deletions enter by HTTP, a Kafka record and its freshness token leave. What
 * would become a dead letter by its id or headers is refused here as a 400 problem naming the
 * header; a body past the limit fails as 413 without being read further, Kafka not answering as an
 * Outage. Bounded are the body, the bodies held at once and the wait for Kafka.
 */
package dev.freshet.query.publish;

/**
 * Feedback: what a user says of what a query was given. A judgement enters, tied to the query by
 * its id and to the user by the credential; a record leaves for the topic {@code feedback}, keyed
 * by the query's id, and is durable before it is acknowledged. Where Kafka does not take it the
 * request fails as an Outage; one that was not answered in time may still land within {@code
 * publish.timeout}. Bounded are its fields and the wait.
 *
 * <pre>POST /v1/feedback ─► Judgement ─► freshet.feedback ─► ./freshet dataset build</pre>
 */
package dev.freshet.query.feedback;

/**
 * Audit: who asked what, by which door, and from which versions the answer came. Requests pass
 * through and are answered as they would be; a record of each leaves for the topic {@code audit},
 * keyed by the query's id. Admins read the records back, the newest first. Where Kafka is away,
 * records are dropped and counted, or, if so configured, answers are refused as an Outage. Bounded
 * are the records that wait, what one record holds, the readers and the time they read.
 *
 * <pre>
 *   request ─► Audited ─► Handler (notes on the Trail) ─► reply, with Freshet-Query-Id
 *                 └─► Account ─► AuditLog (queue) ─► freshet.audit ─(backwards)─► GET /v1/audit
 * </pre>
 */
package dev.freshet.query.audit;

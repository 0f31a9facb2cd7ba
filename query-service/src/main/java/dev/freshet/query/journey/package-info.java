/**
 * Where a document is: its id enters; every version that is known leaves, with the time and the
 * machine of each stage, where it is now, why it waits and for about how long. What came out is
 * told by the catalogue and the newest index events, what is under way by the records of its source
 * partitions behind the watermark and by the topics between the jobs. A document that the caller
 * may not see fails as a 404 problem, as one that there is not; Kafka that does not answer is an
 * Outage. Bounded are the requests at once, their time, the records looked at, and the versions
 * told.
 *
 * <pre>
 *   catalogue ───────────────────────┐
 *   index-events ──(backwards)──► Line ──► Story of each version ──► JSON
 *   source, behind the mark ─────►   │        ▲
 *   parsed, embedded, slow ──────►  Step      └── Freshness: how many are ahead, how fast they go
 * </pre>
 */
package dev.freshet.query.journey;

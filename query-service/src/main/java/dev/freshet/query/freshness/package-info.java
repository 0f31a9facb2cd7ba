/**
 * Freshness: index events and notices of permissions enter, and the ends of the source partitions;
 * the read point, the watermark, the catalogue and what is withheld from a caller leave, and
 * callers who waited for them. A wait past its deadline fails as a 504 problem that says how far it
 * is; Kafka, store or catalogue not answering shows as a health check and is tried again for as
 * long as it takes. Bounded are waits, polls, samples and notices; the watermark has one number a
 * source partition.
 *
 * <pre>index-events ─► Follower ─► Catalogue
 * permissions ─►       ├─► Watermarks ─► who waits, who searches
 *                      └─► Notices ─► what is withheld
 * source ends ──► Lag ─► gauges, ages</pre>
 */
package dev.freshet.query.freshness;

/**
 * A topic read backwards: a request enters, what is told of records leaves, the newest first, page
 * by page. Kafka that does not answer in time, or at all, fails as an Outage, one reader too many
 * as a 503 problem. Bounded are the readers at once and the time of a request; a page that took too
 * long ends early and says where to go on.
 *
 * <pre>topic ──(in pieces)──► TopicLog ─► Backwards ─► Reading.walk ─► page, and a cursor</pre>
 */
package dev.freshet.query.backwards;

/**
 * Search: a request enters, fused passages with their scores and the view they are of leave, over
 * HTTP as JSON with highlights. A wait that was too short fails as a 504 problem, an embedder or
 * store that does not answer as an Outage. Bounded are the searches at once and the depth of the
 * lists.
 *
 * <pre>SearchRequest ─► wait ─► embed ─► two lists ─► fuse ─► fetch ─► Retrieved</pre>
 */
package dev.freshet.query.search;

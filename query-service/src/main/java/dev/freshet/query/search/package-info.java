/**
 * Search: a JSON request enters, fused passages with scores, highlights and the watermark leave.
 * What is wrong with a request fails as a 400 problem naming the field and the fix, a wait that was
 * too short as 504, an embedder or store that does not answer as an Outage. Bounded are the query's
 * length, the limit, the depth of the lists, the filter's size and the wait.
 *
 * <pre>JSON ─► SearchRequest ─► wait ─► embed ─► two lists ─► fuse ─► fetch ─► JSON</pre>
 */
package dev.freshet.query.search;
